"""雇用保険被保険者番号: 4, 6 and 1 digits. The last one checks by a formula not published: shape and words decide."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "雇用保険被保険者番号 雇用保険番号 雇用保険被保険者no 雇用保険no 雇用保険被保険者証番号 雇用保険被保険者証 "
    "雇用保険被保険者証の番号 雇用保険の被保険者番号 雇用保険被保険者の番号 雇用保険証番号 被保険者番号(雇用保険) "
    "被保険者番号(雇保) 雇用被保険者番号 雇用保険者番号 雇保番号 雇保被保険者番号 雇保no 離職票番号 "
    "employment_insurance employmentinsurance employment_insurance_no employmentinsuranceno "
    "employment_insurance_number employmentinsurancenumber employment_insurance_id employmentinsuranceid "
    "unemployment_insurance_no unemploymentinsuranceno unemployment_insurance_number unemploymentinsurancenumber "
    "koyo_hoken koyohoken koyo_hoken_no koyohokenno koyo_hoken_bango koyohokenbango koyou_hoken koyouhoken "
    "koyou_hoken_no koyouhokenno koyou_hoken_bango koyouhokenbango "
)
SAYS = "雇用保険 被保険者番号 被保険者no "
_SHAPE = r"^[0-9]{4}-[0-9]{6}-[0-9]$"


def looks(look: Look) -> float:
    """The number of an office (事業所番号) is written alike, but is the same all down a list of staff."""
    return 0.88 * look.rate(_SHAPE) if look.distinct > 1 or look.n == 1 else 0.3 * look.rate(_SHAPE)


KIND = Kind(
    word="employment_insurance",
    ja="雇用保険被保険者番号",
    en="employment insurance number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=lambda look: look.bare_rate(r"^[0-9]{10,11}$|^[0-9]{16}$"),
    valid=matches(r"^[0-9]{4}[- ]?[0-9]{6}([- ]?[0-9])?$"),
    hits=(
        ("", "1234-567890-1", "5012-345678-9", "1309-000123-4"),
        ("雇用保険被保険者番号", "12345678901", "50123456789"),
        ("被保険者番号", "1234-567890-1", "5012-345678-9"),
        ("koyo_hoken_no", "1234567890", "5012345678"),
    ),
    misses=(
        ("雇用保険適用事業所番号", "1301-234567-8", "1301-234567-8"),
        ("事業所番号", "1301-234567-8", "2701-234567-0"),
        ("雇用保険料", "1,234", "980", "2,015"),
        ("被保険者番号", "12345678", "87654321"),
        ("基礎年金番号", "1234-567890", "4321-098765"),
    ),
    says=tuple(SAYS.split()),
)
