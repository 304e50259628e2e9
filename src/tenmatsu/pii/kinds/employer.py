"""Companies and other places where a person works or studies."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "勤務先 勤務先名 勤務先名称 お勤め先 勤め先 会社 会社名 企業名 法人名 貴社名 御社名 団体名 所属 所属先 "
    "所属会社 所属団体 所属企業 所属機関 勤務先会社名 会社名(勤務先) 職場 職場名 雇用主 会社・団体名 "
    "会社名・団体名 組織名 所属組織 屋号 学校名 在学校 出身校 出身大学 大学名 在籍校 卒業校 最終学歴 学歴 通学先 "
    "前職 社名 貴社名・団体名 勤務先(漢字) 保護者勤務先 部署 部署名 所属部署 所属部署名 部門 所属部門 部課名 "
    "所属名 配属先 課名 部署・役職 employer company company_name companyname corp corp_name corpname organization "
    "organisation organization_name organizationname org org_name orgname kinmusaki kinmu_saki kinmusaki_mei "
    "kinmusakimei kaisha kaisha_mei kaishamei kaisyamei workplace work_place office office_name officename "
    "affiliation firm company_nm companynm cmpny_nm co_name coname school school_name schoolname university "
    "employer_name employername shozoku busho bushomei department department_name departmentname dept dept_name "
    "deptname division division_name section section_name busyo bumon "
)


def looks(look: Look) -> float:
    return 0.9 * look.company * (1 - look.rate(r"[0-9]{4}|\s.*\s.*\s"))


def allows(look: Look) -> float:
    return max(0.0, 1 - look.rate(r"@|^[0-9-]+$|^https?:") - look.dated - 0.7 * look.kanji.full * (1 - look.company))


KIND = Kind(
    word="employer",
    ja="勤務先",
    en="employer",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(r"[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z]"),
    hits=(
        ("", "株式会社鈴木運輸", "近藤農林有限会社", "合同会社みなと"),
        ("勤務先", "株式会社鈴木運輸", "みなと市役所"),
    ),
    misses=(("店舗名", "新宿店", "渋谷店"), ("支払方法", "クレジットカード", "銀行振込")),
)
