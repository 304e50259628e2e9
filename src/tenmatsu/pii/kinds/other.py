# ruff: noqa: E501 (dictionaries and patterns are kept whole)
"""Everything that says nothing of a person by itself: codes, flags, products, shops, addresses of machines; also 法人番号."""

from __future__ import annotations

from tenmatsu.pii.kind import Kind, matches
from tenmatsu.pii.look import Look

HEADERS = (
    "取扱店 ルームタイプ 利用サービス サービス サービス名 航空会社 配送会社 保険会社 旅行会社 運送会社 信販会社 カード会社 カードブランド カード種別 アクセス元ip アクセス元 接続元 発信元 入力区分 家族会員 契約内容 購入商品 商品内容 利用内容 申込内容 予約内容 注文内容 "
    "marketing acceptsmarketing accepts_marketing tax_exempt no 連番 通番 項番 行番号 通し番号 シーケンス 注文番号 受注番号 受注no 注文no 注文id 伝票番号 送り状番号 "
    "追跡番号 お問い合わせ番号 問合せ番号 予約番号 予約no 予約id 受付番号 受付no 申込番号 申込id 申請番号 "
    "応募番号 受験番号 整理券番号 請求番号 請求書番号 取引番号 取引id 決済番号 決済id 承認番号 契約番号 契約no "
    "契約id 証券番号 保険証券番号 案件番号 案件id 商品番号 商品コード 商品id 商品名 商品 品番 品名 型番 製品名 "
    "製造番号 シリアル番号 jan janコード jancd バーコード sku isbn カテゴリ カテゴリー 分類 種類 種別 区分 コード "
    "数量 個数 点数 枚数 人数 大人 子供 小人 泊数 回数 利用回数 来店回数 購入回数 購入点数 ポイント 保有ポイント "
    "ポイント残高 付与ポイント 利用ポイント マイル残高 ランク 会員ランク 会員種別 会員区分 顧客区分 顧客ランク "
    "会員ステータス ステータス 状態 状況区分 フラグ 有効フラグ 削除フラグ 退会フラグ 配信フラグ メルマガ "
    "メルマガ配信 メール配信 メルマガ希望 メール配信希望 dm希望 dm可否 配信可否 配信停止 案内希望 同意 同意有無 "
    "規約同意 店舗 店舗名 店舗コード 店名 利用店舗 登録店舗 店舗id 支社 支社名 拠点 拠点名 営業所 営業所名 事業所 "
    "事業所名 施設名 施設 会場 会場名 ホテル名 宿泊施設 宿泊施設名 宿名 病院名 医療機関名 クリニック名 園名 "
    "プラン プラン名 料金プラン 契約プラン コース コース名 ツアー名 ツアーコード ツアー 便名 便 出発地 到着地 "
    "目的地 行先 行き先 座席 座席番号 席番号 席種 席 部屋番号 部屋 部屋タイプ 客室 客室タイプ 号室 公演名 公演 "
    "イベント名 イベント 大会名 セミナー名 講座名 講座 科目 科目名 教科 学年 クラス 組 出席番号 学部 学科 "
    "学部学科 専攻 クラブ 部活動 委員会 成績 評価 点数(テスト) 得点 偏差値 順位 等級 等級区分 支払方法 支払い方法 "
    "支払区分 お支払い方法 決済方法 決済手段 配送方法 配送業者 配送状況 流入経路 経路 媒体 広告媒体 "
    "知ったきっかけ きっかけ 来店動機 申込経路 予約経路 キャンペーン キャンペーンコード クーポン クーポンコード "
    "紹介コード 割引コード 言語 通貨 単位 税区分 税率 率 割合 url urlアドレス ホームページ サイト ipアドレス ip "
    "ブラウザ ユーザーエージェント 端末 端末名 端末id 機種 機種名 os デバイス セッションid クッキー 緯度 経度 "
    "座標 年齢 年代 年齢層 続柄 続柄コード 家族構成 家族人数 世帯人数 婚姻状況 婚姻 既婚 未既婚 配偶者有無 "
    "配偶者の有無 扶養人数 子供の人数 世帯区分 車種 車両番号 ナンバー ナンバープレート 登録車両 車名 車番 "
    "法人番号 事業者番号 登録番号(インボイス) インボイス番号 適格請求書発行事業者番号 市区町村コード "
    "都道府県コード 自治体コード 地域コード 団体コード 学校コード 部署コード 部門コード 組織コード 拠点コード "
    "会社コード 法人コード 取引先 取引先名 取引先コード 仕入先 メーカー メーカー名 ブランド 代理店 代理店名 "
    "代理店コード 販売店 加盟店 加盟店名 加盟店番号 システム名 件名 タイトル 題名 ファイル名 パス 画像 写真 "
    "アイコン ニックネーム ハンドルネーム ハンドル名 表示名 ペンネーム アカウント名 ユーザー名 ユーザ名 趣味 興味 "
    "関心 関心分野 好きなジャンル 資格 保有資格 在留資格 勤続年数 経験年数 勤務形態 勤務地 通勤手段 最寄駅 "
    "最寄り駅 シフト 出欠 出席状況 参加形態 参加区分 参加人数 チケット種別 チケット番号 整理番号 ゼッケン番号 "
    "タイム サイズ カラー 色 重量 容量 温度 面積 専有面積 間取り 築年数 物件名 物件番号 物件id 物件種別 契約種別 "
    "契約状態 契約形態 回線種別 保険種類 保険種別 保険商品 商品区分 特約 車台番号 補償内容 払込方法 払込回数 "
    "乗車区間 便名区間 データ区分 処理区分 更新区分 異動事由 異動区分 住民区分 世帯番号区分 投票区 選挙区 地区 "
    "行政区 地区名 税目 年度区分 期別 ログ レベル エラーコード 応答 処理結果 結果 合否 合否結果 進捗 選考状況 "
    "選考ステータス 応募職種 希望職種 希望勤務地 希望日 希望時間 時間帯 配送時間帯 希望時間帯 曜日 天気 "
    "雇用保険適用事業所番号 雇用保険事業所番号 適用事業所番号 事業所番号 元号 敬称 肩書敬称 星座 干支 来店回 通話時間 データ使用量 "
    "データ量 契約台数 台数 満足度 評点 星 フォーム名 フォームid 送信元 参照元 リファラ 開封 開封回数 クリック "
    "クリック数 クリック回数 リスト名 セグメント タグ 添付ファイル 担当部署 担当店 担当店舗 担当支店 区画 階 "
    "フロア ロッカー番号 ロッカー 契約コース 利用時間 入退館区分 ゲート ゲート番号 入場口 列 番 ブロック エリア名 "
    "エリアコード 旅券種別 食事 食事条件 喫煙区分 部屋数 室数 レンタカー 交通手段 交通機関 集合場所 出発空港 "
    "出発時刻 乗降地 id_no seq seq_no seqno row row_no rowno index idx line number order_id orderid order_no "
    "orderno order_number ordernumber order_num ord_no ordno reservation_id reservationid reservation_no "
    "reservationno booking_id bookingid booking_no bookingno booking_ref bookingreference pnr transaction_id "
    "transactionid txn_id invoice_no invoiceno invoice_number invoice_id receipt_no receiptno tracking_no "
    "trackingno tracking_number contract_no contractno contract_id contractid policy_no policyno policy_number "
    "policynumber ticket_id ticketid ticket_no ticketno ticket_type product product_id productid product_code "
    "productcode product_name productname product_nm item item_id itemid item_code itemcode item_name itemname "
    "item_nm goods_name sku_code jan_code jancode barcode model model_no serial serial_no serialno category "
    "category_id categoryid type kind class code cd quantity qty count num cnt pcs points point point_balance "
    "rank grade level tier status state_cd status_cd statuscd flag flg active is_active isactive is_deleted "
    "isdeleted del_flg delflg delete_flag deleted enabled valid is_valid is_admin isadmin admin verified "
    "is_verified subscribed is_subscribed newsletter mail_magazine mailmagazine mail_flg mailflg mailmaga dm_flg "
    "opt_in optin optout opt_out agree agreed consent shop shop_name shopname shop_id shopid shop_cd shopcd store "
    "store_name storename store_id storeid store_code storecode branch_office facility facility_name venue hotel "
    "hotel_name hotelname clinic hospital hospital_name plan plan_name planname plan_id planid course course_name "
    "coursename tour tour_name tourname tour_code flight flight_no flightno origin destination seat seat_no "
    "seatno room room_no roomno room_number roomnumber room_type roomtype event event_name eventname event_id "
    "class_name classname subject score gpa language lang locale currency unit payment_method paymentmethod "
    "pay_method payment_type shipping_method shippingmethod carrier source channel campaign campaign_id coupon "
    "coupon_code couponcode promo_code media referrer utm_source url uri website web_site homepage link ip "
    "ip_address ipaddress ipaddr remote_addr user_agent useragent ua browser device device_id deviceid "
    "device_type os_version session_id sessionid session cookie uuid guid token_id latitude longitude lat lng lon "
    "geo age age_group nendai nenrei marital_status maritalstatus relationship zokugara family_size vehicle "
    "car_number plate plate_number license_plate licenseplate corporate_number corporatenumber houjin_bango "
    "hojin_bango pref_cd prefcd pref_code prefcode city_code citycode city_cd citycd area_code areacode area "
    "area_cd region dept_cd deptcd dept_code department_code org_code company_code companycode company_id dept_id "
    "deptid department_id vendor supplier maker brand title_subject subject_line filename file_name filepath path "
    "image photo avatar icon nickname nick_name handle screen_name screenname display user_name username uname "
    "hobby hobbies interest interests qualification visa_status color size weight_g volume role role_id roleid "
    "permission group_id groupid group group_name parent_id parentid ref_id refid external_id externalid "
    "created_by updated_by version rev revision tags tag label memo_id rating stars visits visit_count visitcount "
    "login_count logincount total_orders order_count ordercount num_orders nights guests_count adults children "
    "pax_count shohin_mei shohinmei shohin_cd shohincd shohin suryo kubun kbn shubetsu tenpo tenpo_mei tenpomei "
    "tenpo_cd tenpocd chumon_no chumonno chumon_bango yoyaku_no yoyakuno yoyakubango denpyo_no denpyono "
    "uketsuke_no uketsukeno del_kbn yuko_flg yukoflg taikai_flg nickname_kana currency_code timezone time_zone "
    "score_total platform app_version api_version http_status response method endpoint error error_code log_level "
    "provider blood_sugar_flag is_member is_vip vip churned active_flag lock_flg locked failed_attempts "
    "two_factor is_staff is_superuser email_verified emailverified email_opt_in mail_status sms_opt_in "
)
SAYS = "コード 区分 フラグ 名称 種別 名 id 番号 数 率 "


def allows(look: Look) -> float:
    return max(
        0.0,
        1
        - look.rate(r"^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$")
        - (look.card if look.n > 12 and look.card > 0.8 else 0.0),
    )


KIND = Kind(
    word="other",
    ja="その他",
    en="other",
    headers=tuple(HEADERS.split()),
    looks=lambda look: 0.36,
    allows=allows,
    valid=matches(r"\S"),
    hits=(
        ("注文番号", "123456789012", "123456789013"),
        ("有効フラグ", "1", "0"),
        ("法人番号", "5835678256246", "7000012050002"),
        ("商品名", "ワイヤレスマウス", "デスクライト"),
        ("", "192.0.2.1", "198.51.100.7"),
    ),
    misses=(("氏名", "佐藤花子", "鈴木一郎"), ("メール", "a@example.com", "b@example.com")),
    says=tuple(SAYS.split()),
)
