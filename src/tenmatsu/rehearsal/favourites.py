# ruff: noqa: E501 - tables of words, where one line holds one thing
"""Favourite given names by birth decade, halves of rare surnames, and names of guests from abroad. Weights are assumed."""

from __future__ import annotations


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    words = text.split()
    return tuple(zip(words[::2], words[1::2], strict=True))


FAVOURITES: dict[tuple[int, int], tuple[tuple[str, str], ...]] = {
    (0, 0): _pairs("清 きよし 勇 いさむ 弘 ひろし 正 ただし 茂 しげる 実 みのる 勝 まさる 進 すすむ 昭 あきら 稔 みのる 博 ひろし 勲 いさお"),
    (0, 1): _pairs("誠 まこと 浩 ひろし 修 おさむ 隆 たかし 茂 しげる 博 ひろし 豊 ゆたか 明 あきら 和彦 かずひこ 浩一 こういち 健一 けんいち 賢一 けんいち"),
    (0, 2): _pairs("誠 まこと 健一 けんいち 大輔 だいすけ 哲也 てつや 剛 つよし 学 まなぶ 直樹 なおき 英樹 ひでき 健 けん 隆 たかし 浩二 こうじ 洋平 ようへい"),
    (0, 3): _pairs("大輔 だいすけ 翔 しょう 健太 けんた 拓也 たくや 達也 たつや 直樹 なおき 大樹 だいき 翔太 しょうた 和也 かずや 亮 りょう 雄太 ゆうた 祐介 ゆうすけ"),
    (0, 4): _pairs("翔太 しょうた 拓也 たくや 健太 けんた 大樹 だいき 翔 しょう 大輝 だいき 拓海 たくみ 亮 りょう 翼 つばさ 直人 なおと 駿 しゅん 陸 りく"),
    (0, 5): _pairs("大翔 ひろと 蓮 れん 悠真 ゆうま 陽翔 はると 翔太 しょうた 陸 りく 颯太 そうた 悠斗 ゆうと 大和 やまと 湊 みなと 樹 いつき 優太 ゆうた"),
    (1, 0): _pairs("和子 かずこ 幸子 さちこ 節子 せつこ 洋子 ようこ 弘子 ひろこ 美智子 みちこ 勝子 かつこ 信子 のぶこ 千代子 ちよこ 美代子 みよこ トシ とし ハル はる"),
    (1, 1): _pairs("恵子 けいこ 京子 きょうこ 洋子 ようこ 幸子 さちこ 由美子 ゆみこ 久美子 くみこ 明美 あけみ 真由美 まゆみ 智子 ともこ 裕子 ゆうこ 順子 じゅんこ 裕子 ひろこ"),
    (1, 2): _pairs("陽子 ようこ 智子 ともこ 裕子 ゆうこ 真由美 まゆみ 久美子 くみこ 香織 かおり 恵 めぐみ 美穂 みほ 由美 ゆみ 純子 じゅんこ 直美 なおみ 優子 ゆうこ"),
    (1, 3): _pairs("愛 あい 麻衣 まい 美穂 みほ 彩 あや 恵 めぐみ 香織 かおり 舞 まい 裕子 ゆうこ 瞳 ひとみ 麻美 あさみ 友美 ともみ さやか さやか"),
    (1, 4): _pairs("美咲 みさき 愛 あい 舞 まい 彩 あや 彩香 あやか 萌 もえ 千尋 ちひろ 遥 はるか 優花 ゆうか 麻衣 まい 七海 ななみ 菜摘 なつみ"),
    (1, 5): _pairs("陽菜 ひな 美羽 みう 結衣 ゆい さくら さくら 葵 あおい 結菜 ゆいな 美咲 みさき 凛 りん 莉子 りこ 心優 みゆ 七海 ななみ 愛莉 あいり"),
}  # fmt: skip
"""(sex: 0 man, 1 woman; bucket of birth years) → favourites, most frequent first. From the public yearly rankings, from memory
and rounded: good for a shape, not for quoting."""

HALVES = _pairs(
    "上 うえ 下 しも 大 おお 東 ひがし 西 にし 南 みなみ 北 きた 古 ふる 新 にい 高 たか 長 なが 深 ふか 浅 あさ 黒 くろ 白 しら 赤 あか 青 あお 金 かね "
    "石 いし 岩 いわ 山 やま 川 かわ 竹 たけ 松 まつ 梅 うめ 杉 すぎ 桜 さくら 柳 やなぎ 藤 ふじ 荒 あら 有 あり 安 やす 池 いけ 井 い 今 いま 内 うち 梶 かじ "
    "亀 かめ 鶴 つる 鳥 とり 馬 うま 牛 うし 熊 くま 鹿 しか 栗 くり 桑 くわ 柴 しば 島 しま 関 せき 園 その 滝 たき 寺 てら 堂 どう 福 ふく 星 ほし 堀 ほり "
    "前 まえ 宮 みや 村 むら 元 もと 森 もり 若 わか 渡 わた 八重 やえ 五十 いか 久 ひさ 小 お"
)  # fmt: skip
SECOND_HALVES = _pairs(
    "田 た 川 かわ 山 やま 村 むら 木 き 谷 たに 沢 さわ 原 はら 島 しま 崎 さき 井 い 野 の 本 もと 口 くち 内 うち 尾 お 塚 づか 瀬 せ 池 いけ 森 もり "
    "林 ばやし 橋 はし 堀 ほり 泉 いずみ 倉 くら 江 え 津 つ 浦 うら 岡 おか 坂 さか 平 ひら 部 べ 間 ま 屋 や 城 しろ 畑 はた 園 ぞの 戸 ど 垣 がき 見 み 波 なみ "
    "根 ね 見川 みがわ 久保 くぼ 之内 のうち 月 つき 形 がた"
)  # fmt: skip

ABROAD: dict[str, tuple[float, str, str, str]] = {
    "中国": (0.27, "CHN", "WANG LI ZHANG LIU CHEN YANG ZHAO HUANG ZHOU WU XU SUN HU ZHU GAO LIN HE GUO MA LUO LIANG SONG ZHENG XIE HAN TANG FENG YU DONG XIAO",
           "WEI FANG NA MIN JING LEI QIANG YAN JUN JIE LI TAO MING CHAO XIA PING GANG HUI XIN YU HAO YING BIN LAN QING"),
    "台湾": (0.20, "TWN", "CHEN LIN HUANG CHANG LI WANG WU LIU TSAI YANG HSU CHENG HSIEH KUO HUNG CHIU TSENG LIAO LAI CHOU YEH SU CHUANG LU CHIANG HO HSIAO LO KAO CHIEN",
           "CHIH-MING SHU-FEN MEI-LING CHUN-CHIEH YA-TING CHIA-HAO YI-CHUN WEI-TING PEI-YU HSIN-YI YU-HSUAN KUAN-YU TZU-HAN CHIEN-HUNG LI-HUA YU-TING CHENG-HAN SZU-YU MING-CHE JUI-HSIANG"),
    "韓国": (0.16, "KOR", "KIM LEE PARK CHOI JUNG KANG CHO YOON JANG LIM HAN OH SEO SHIN KWON HWANG AN SONG RYU HONG",
           "MIN-JUN SEO-YEON JI-HOON HYUN-WOO SO-YOUNG YU-JIN EUN-JI HA-EUN DONG-HYUN SUNG-MIN YOUNG-HO MI-SOOK HYE-JIN JUN-HEE TAE-YANG NA-RI SEUNG-GYU JAE-WON KYUNG-HWAN BO-RAM CHAN-YEOL SANG-MI IN-SUNG JOO-AH SE-HUN WOO-BIN DA-SOM GYU-RI"),
    "香港": (0.08, "HKG", "CHAN WONG LEE CHEUNG LAU NG LEUNG HO CHENG CHOW YEUNG LAM TSANG KWOK YIP LO MAK TAM",
           "KA MAN|WING YAN|CHI KEUNG|WAI MING|SIU LING|HOI YAN|TSZ KIN|MEI YEE|KWOK WAI|KA HO|YUEN TING|CHUN HIN"),
    "タイ": (0.05, "THA", "SAE-TANG SRI-SUK CHAI-YASIT WONG-SAWAT BOON-MEE THONG-CHAI SUWAN-NARAT RATTANA-KOSIN PHET-CHARAT JAI-DEE KITTI-PONG SOM-BAT INTHA-RA KAEW-KLA NARONG-RIT PRASERT-SAK SIRI-WAT CHAROEN-SUK PONG-PAT TANG-JAI",
           "SOM-CHAI SIRI-PORN NATTA-PONG KAN-YA PREE-CHA WARA-WUT ANAN-TA SU-DA THANA-WAT PIM-CHANOK KITTI-SAK ARUN-EE CHAI-YA DUANG-JAI"),
    "アメリカ": (0.09, "USA", "SMITH JOHNSON WILLIAMS BROWN JONES GARCIA MILLER DAVIS RODRIGUEZ MARTINEZ ANDERSON TAYLOR THOMAS MOORE LEE WHITE HARRIS CLARK LEWIS WALKER O'BRIEN",
           "JAMES MARY ROBERT PATRICIA JOHN JENNIFER MICHAEL LINDA DAVID ELIZABETH WILLIAM BARBARA JOSEPH SUSAN DANIEL JESSICA EMILY ANDREW"),
    "オーストラリア": (0.05, "AUS", "SMITH JONES WILLIAMS BROWN WILSON TAYLOR NGUYEN MARTIN WHITE ANDERSON KELLY RYAN",
             "OLIVER CHARLOTTE JACK AMELIA NOAH ISLA WILLIAM MIA THOMAS GRACE LIAM SOPHIE"),
    "フランス": (0.03, "FRA", "MARTIN BERNARD DUBOIS THOMAS ROBERT RICHARD PETIT DURAND LEROY MOREAU SIMON LAURENT",
            "JEAN MARIE PIERRE NATHALIE MICHEL ISABELLE NICOLAS SYLVIE JULIEN CAMILLE JEAN-PAUL ANNE-SOPHIE"),
    "イギリス": (0.04, "GBR", "SMITH JONES TAYLOR BROWN WILLIAMS WILSON JOHNSON DAVIES PATEL WRIGHT WALKER EVANS",
            "OLIVER GEORGE HARRY EMMA SOPHIE JACK CHARLIE OLIVIA ALICE THOMAS LUCY DANIEL"),
    "ベトナム": (0.03, "VNM", "NGUYEN TRAN LE PHAM HOANG PHAN VU DANG BUI DO",
            "VAN-ANH|THI-HOA|MINH-TUAN|QUANG-LAN|QUOC-HUY|THU-TRANG|DUC-DUNG|NGOC-MAI|XUAN-HUNG|THANH-HUONG|HONG-LINH|BAO-NAM|GIA-BINH|KIM-CHI|TUAN-KIET|HOANG-LONG"),
}  # fmt: skip
"""Country → share of guests, three-letter code, family names, given names (words; phrases divided by |; of Korean, Thai and
Vietnamese names the halves, which are combined)."""
