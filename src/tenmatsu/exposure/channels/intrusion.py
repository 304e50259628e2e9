"""Intrusion: everything readable on the taken files was exposed, in the window of the case, to whoever came in."""

from __future__ import annotations

from tenmatsu.exposure.channel import Channel, Scene, quoted


def _lines(scene: Scene) -> str:
    evidence = scene.evidence
    first, last = evidence.window or (None, None)
    return (
        f"SELECT record_id, person_id, kinds, {quoted(first)}::DATE AS window_from, {quoted(last)}::DATE AS window_to, "  # noqa: S608
        f"{quoted(evidence.recipient)}::VARCHAR AS recipient, {quoted(evidence.certainty)}::VARCHAR AS certainty "
        f"FROM {scene.records}"
    )


CHANNEL = Channel(
    name="intrusion",
    keys=frozenset(),
    lines=_lines,
    says={"ja": "不正アクセス", "en": "intrusion"},
)
