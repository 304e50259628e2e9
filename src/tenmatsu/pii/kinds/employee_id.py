"""Numbers of employees and staff."""

from __future__ import annotations

from tenmatsu.pii.ids import SHAPE, allows, looks
from tenmatsu.pii.kind import Kind, matches

HEADERS = (
    "社員番号 社員id 社員no 社員コード 社員cd 従業員番号 従業員id 従業員コード 従業員no 従業員cd 職員番号 職員id "
    "職員コード 職員no 社員証番号 スタッフid スタッフ番号 スタッフコード スタッフno 教職員番号 教員番号 "
    "個人コード(社員) 担当者コード 担当者id 担当者番号 担当コード 担当者cd 担当id 隊員番号 乗務員コード "
    "乗務員番号 派遣社員番号 パート番号 ドライバーコード 営業担当コード 従業員識別番号 人事番号 人事id 職員証番号 "
    "社員識別番号 employee_id employeeid employee_no employeeno employee_number employeenumber employee_code "
    "employeecode employee_cd emp_id empid emp_no empno emp_cd empcd emp_code empcode emp_num empnum staff_id "
    "staffid staff_no staffno staff_cd staffcd staff_code staffcode syain_no syainno shain_no shainno shain_id "
    "shainid shain_cd shaincd shainbango shain_bango syain_cd syaincd syainbangou jugyoin_no jugyoinno "
    "jugyoin_bango jugyoinbango jugyoin_cd shokuin_no shokuinno shokuin_id shokuinbango shokuin_bango worker_id "
    "workerid worker_no personnel_no personnelno personnel_number tanto_cd tantocd tantosha_cd tantosha_id "
    "tanto_id tantoid agent_id agentid operator_id operatorid sales_rep_id badge_no badgeno badge_id doctor_id "
    "teacher_id instructor_id "
)

KIND = Kind(
    word="employee_id",
    ja="社員番号",
    en="employee number",
    headers=tuple(HEADERS.split()),
    looks=looks,
    allows=allows,
    valid=matches(SHAPE),
    hits=(("社員番号", "000123", "000456"), ("emp_no", "E0123", "E0456")),
    misses=(("会員番号", "000123", "000456"), ("従業員数", "12", "300")),
)
