"""Normalise and resolve, against Splink 5 on the same records: processor seconds, peak memory, precision and recall.

    python bench/resolve_vs_splink.py [--records 100000,1000000] [--seed 7] [--noise base] [--keep DIR]

Records come from the rehearsal jtb-2016 and are read and typed once, outside the measure. Then each side runs in a
process of its own: ours normalises the tables, codes them and resolves them without a master; Splink is given the
normalised records with stand-ins emptied, and is charged neither for reading nor for normalising. Of its thresholds
the one with the best F1 on the answer key is taken, which no user could know. Three models are tried:

    apart    each field a comparison of its own, also name and reading, as the library's examples have it; learned
    joined   name and reading as one comparison, since they say the same thing twice; learned
    stated   the model that fills our review queue: contacts that a household shares count once; not learned

Prints a Markdown row for each side and size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

FULL = 7_930_000
THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999)
MODELS = ("apart", "joined", "stated")
SEEDS = (
    "l.name = r.name AND l.birth = r.birth", "l.email = r.email AND l.given = r.given",
    "l.phone = r.phone AND l.given = r.given", "l.passport = r.passport",
)  # fmt: skip
"""Rules that are nearly always right, from which Splink estimates how often two records are one person."""
PASSES = ("l.name = r.name", "l.birth = r.birth AND l.postcode = r.postcode", "l.email = r.email")
"""What each pass of expectation maximisation holds fixed, so that the other fields can be learned."""


def prepare(case: Path, records: int, seed: int, noise: str) -> None:
    """Write the rehearsal, read and type its tables."""
    from tenmatsu.case import intake
    from tenmatsu.case.story import brief_of
    from tenmatsu.rehearsal.write import rehearse

    rehearse("jtb-2016", case, scale=records / FULL, seed=seed, noise=noise)
    into = case / "taken"
    into.mkdir()
    brief = brief_of(case)
    intake.take_in(case, brief, into, _quiet)
    evidence, _ = intake.taken(into)
    import msgspec

    typed = intake.type_all(evidence, brief, _quiet)
    (into / "columns.json").write_bytes(msgspec.json.encode(typed, enc_hook=float))


def _quiet(_what: str, _done: int, _total: int) -> None:
    return None


def ours(case: Path) -> None:
    """Normalise, code, resolve; no master."""
    import msgspec

    from tenmatsu.case import chapters, intake
    from tenmatsu.model import TypedColumn

    into = case / "ours"
    into.mkdir(exist_ok=True)
    evidence, _ = intake.taken(case / "taken")
    typed = msgspec.json.decode((case / "taken" / "columns.json").read_bytes(), type=list[list[TypedColumn]])
    chapters.write_parts(evidence, (), typed, (), (), into, _quiet)
    given = chapters.parts(into)
    found = chapters.find_persons(given, (), into, _quiet)
    person = found.best[: found.features.records].astype(np.int64)
    pl.DataFrame({"record_id": np.arange(len(person)), "person_id": person}).write_parquet(into / "persons.parquet")


def splinks(case: Path, model: str) -> None:
    """Splink 5 on the normalised records: train, predict, and one clustering; the pairs are kept."""
    import duckdb

    from tenmatsu.people.engines import splink_review as fuzzy

    into = case / f"splink-{model}"
    into.mkdir(exist_ok=True)
    parts = ", ".join(f"'{path}'" for path in sorted((case / "ours").glob("records-*.parquet")))
    source = f"""SELECT * EXCLUDE (name), name AS name_key, '- ' || given AS name, record_id AS person_id
                 FROM read_parquet([{parts}])"""
    with duckdb.connect(config={"memory_limit": "8GB", "threads": 2, "temp_directory": str(into)}) as db:
        size = fuzzy.load(db, source)
        if model == "stated":
            linker = fuzzy.modelled(db, fuzzy.comparisons(size), fuzzy.BLOCKS, 0.3 / size)
        else:
            linker = fuzzy.modelled(db, fields(model), fuzzy.BLOCKS, 0.3 / size)
            linker.training.estimate_probability_two_random_records_match(list(SEEDS), recall=0.8)
            for fixed in PASSES:
                linker.training.estimate_parameters_using_expectation_maximisation(fixed)
        scored = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
        linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_probability=0.99)
        db.execute(
            f"COPY (SELECT unique_id_l AS a, unique_id_r AS b, match_weight FROM {scored.physical_name}) "
            f"TO '{into / 'pairs.parquet'}' (FORMAT parquet)"
        )
    (into / "model.json").write_text(json.dumps(linker.misc.save_model_to_json(), indent=1))


def fields(model: str) -> list[Any]:
    """Each field a comparison of its own, with levels between equal and different, weighed by how common a value is."""
    import splink.comparison_level_library as level
    import splink.comparison_library as library

    from tenmatsu.people.engines.splink_review import compared, equal, names

    def near(column: str, slips: int) -> Any:
        return level.CustomLevel(f"levenshtein({column}_l, {column}_r) <= {slips}")

    slips = [library.LevenshteinAtThresholds(one, 1) for one in ("name", "reading")]
    apart = [one.configure(term_frequency_adjustments=True) for one in slips]
    mailbox = level.CustomLevel("mailbox_l = mailbox_r")
    return [
        *([names()] if model == "joined" else apart),
        compared("birth", (equal("birth"), "equal", 0.95, 1e-4), (near("birth", 1), "one slip", 0.03, 1e-3)),
        compared("sex", (equal("sex", often=False), "equal", 0.99, 0.5)),
        compared("email", (equal("email"), "equal", 0.70, 1e-6), (mailbox, "equal before @", 0.08, 1e-6),
                 (near("email", 2), "two slips", 0.02, 1e-5)),
        compared("phone", (equal("phone"), "equal", 0.75, 1e-6), (near("phone", 1), "one slip", 0.02, 1e-5)),
        compared("address", (equal("address"), "equal", 0.70, 1e-5), (equal("postcode"), "postcode", 0.12, 1e-4)),
        compared("passport", (equal("passport", often=False), "equal", 0.90, 1e-7),
                 (near("passport", 1), "one slip", 0.03, 1e-6)),
    ]  # fmt: skip


def clustered(case: Path, model: str, threshold: float) -> Path:
    """Splink's persons at one threshold, by connected components as Splink does; not charged."""
    import math

    from tenmatsu.people.join import components

    into = case / f"splink-{model}"
    pairs = pl.read_parquet(into / "pairs.parquet").filter(
        pl.col("match_weight") >= math.log2(threshold / (1 - threshold))
    )
    nodes = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in (case / "ours").glob("records-*"))
    label = components(nodes, pairs["a"].to_numpy(), pairs["b"].to_numpy()).astype(np.int64)
    to = into / f"persons-{threshold}.parquet"
    pl.DataFrame({"record_id": np.arange(nodes), "person_id": label}).write_parquet(to)
    return to


def measured(work: Callable[[], list[str]]) -> dict[str, float]:
    """Processor seconds, wall seconds and peak memory (GB) of one program and its children."""
    began = time.monotonic()
    child = subprocess.Popen(work(), stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"a side of the bench failed with {child.returncode}")
    return {
        "cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - began, "gb": usage.ru_maxrss / 1048576
    }  # fmt: skip


def compared(case: Path, persons: Path) -> dict[str, float]:
    """Pairwise precision, recall, F1 of record_id → person_id against the answer key; and the count of persons."""
    parts = sorted((case / "ours").glob("records-*.parquet"))
    where = pl.concat([pl.scan_parquet(path).select("record_id", "item", "row") for path in parts])
    said = where.join(pl.scan_parquet(persons), on="record_id").with_columns(
        pl.col("item").str.strip_prefix("evidence/"), pl.col("row").cast(pl.Int64)
    )
    truth = pl.scan_parquet(case / "answer" / "truth.parquet")
    sizes = truth.group_by("item").len().join(said.group_by("item").len(), on="item", how="full").collect()
    if (wrong := sizes.filter(pl.col("len").ne_missing(pl.col("len_right")))).height:
        sys.exit(f"rows of these items are not those of the answer key, so pairs cannot be compared: {wrong.rows()}")
    both = truth.join(said, on=["item", "row"]).collect()

    def pairs(*columns: str) -> float:
        sizes = both.group_by(*columns).len()["len"].cast(pl.Float64)
        return float((sizes * (sizes - 1) / 2).sum())

    right = pairs("person", "person_id")
    precision, recall = right / max(pairs("person_id"), 1), right / max(pairs("person"), 1)
    return {
        "precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall),
        "persons": both["person_id"].n_unique() / both["person"].n_unique() - 1,
    }  # fmt: skip


def side(case: Path, *words: str) -> dict[str, float]:
    return measured(lambda: [sys.executable, __file__, "--case", str(case), "--part", *words])


def bench(case: Path, records: int, seed: int, noise: str) -> list[dict[str, Any]]:
    """Both sides at one size."""
    if not (case / "taken" / "columns.json").exists():
        prepare(case, records, seed, noise)
    rows: list[dict[str, Any]] = [{"what": "tenmatsu", **side(case, "ours")}]
    rows[0] |= compared(case, case / "ours" / "persons.parquet")
    for model in MODELS:
        cost = side(case, f"splink-{model}")
        at = {one: compared(case, clustered(case, model, one)) for one in THRESHOLDS}
        best = max(at, key=lambda one: at[one]["f1"])
        rows.append({"what": f"Splink 5, names {model}, best threshold {best}", **cost, **at[best], "all": at})
    return rows


def shown(records: int, rows: list[dict[str, Any]]) -> None:
    own = rows[0]["cpu"]
    for one in rows:
        print(
            f"| {records:,} | {one['what']} | {one['cpu']:.1f} | {one['cpu'] / own:.1f} | {one['wall']:.1f} "
            f"| {one['gb']:.2f} | {one['precision']:.4f} | {one['recall']:.4f} | {one['f1']:.4f} "
            f"| {one['persons']:+.2%} |"
        )
        for threshold, found in one.get("all", {}).items():
            print(
                f"<!-- {threshold}: P {found['precision']:.4f} R {found['recall']:.4f} F {found['f1']:.4f} -->",
                file=sys.stderr,
            )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--records", default="100000")
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--noise", default="base")
    given.add_argument("--keep", type=Path, help="a folder in which cases are kept for the next run")
    given.add_argument("--case", type=Path)
    given.add_argument("--part")
    asked = given.parse_args()
    if asked.part == "ours":
        return ours(asked.case)
    if asked.part:
        return splinks(asked.case, asked.part.partition("-")[2])
    print("| records | | cpu s | × ours | wall s | GB | precision | recall | F1 | persons |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as scratch:
        for records in (int(one) for one in asked.records.split(",")):
            case = (asked.keep or Path(scratch)) / f"{records}-{asked.seed}-{asked.noise}"
            rows = bench(case, records, asked.seed, asked.noise)
            shown(records, rows)
            (case / "figures.json").write_text(json.dumps(rows, indent=1))
    return None


if __name__ == "__main__":
    main()
