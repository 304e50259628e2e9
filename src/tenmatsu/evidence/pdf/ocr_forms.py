"""What an engine for all writings of East Asia mistakes in Japanese: simplified forms, and 一 for the long vowel ー.

The pairs are simplified characters that no Japanese character set holds (JIS X 0208) and the forms that Japanese has in
their place; the engine's picture of the two differs by little.
"""

from __future__ import annotations

import re

_PAIRS = """
爱愛 币市 开井 样様 东東 车車 长長 门門 马馬 鸟鳥 鱼魚 龙龍 乐楽 丰豊 泽沢 边辺 罗羅 张張 陈陳 杨楊 冈岡 铃鈴
关関 桥橋 丽麗 优優 绘絵 纪紀 细細 织織 结結 绪緒 红紅 纯純 经経 维維 总総 贤賢 贵貴 赞賛 贞貞 员員 业業 实実
对対 话話 语語 请請 诚誠 证証 认認 记記 计計 设設 访訪 详詳 谢謝 护護 银銀 钱銭 针針 锅鍋 闲閑 间間 阳陽 阴陰
陆陸 难難 雾霧 顺順 须須 领領 题題 风風 饭飯 馆館 驹駒 骏駿 鹤鶴 齐斉 齿歯 户戸 濑瀬 栋棟 树樹 荣栄 莲蓮 蓝藍
苍蒼 凤鳳 凯凱 刚剛 创創 务務 动動 劳労 势勢 华華 协協 卫衛 县県 变変 单単 园園 图図 圆円 圣聖 场場 坚堅 报報
处処 复復 备備 孙孫 宁寧 宽寛 宾賓 导導 尔爾 岁歳 岛島 岭嶺 师師 带帯 库庫 庆慶 废廃 异異 弹弾 归帰 录録 彻徹
执執 扫掃 扩拡 择択 损損 换換 时時 显顕 晓暁 术術 权権 极極 构構 标標 检検 欢歓 汉漢 汤湯 沟溝 洁潔 济済 润潤
涩渋 渔漁 满満 滨浜 滩灘 灵霊 炼錬 热熱 环環 现現 电電 畅暢 疗療 监監 盐塩 盘盤 矿鉱 码碼 确確 种種 积積 稳穏
穷窮 竞競 笔筆 简簡 级級 线線 组組 绝絶 统統 继継 续続 绿緑 缘縁 编編 缩縮 职職 联聯 肃粛 肾腎 肿腫 胜勝 脑脳
腾騰 节節 药薬 获獲 营営 补補 见見 观観 规規 视視 览覧 觉覚 讨討 训訓 议議 讲講 许許 论論 诉訴 诊診 词詞 试試
询詢 该該 误誤 说説 调調 谈談 负負 财財 责責 败敗 货貨 质質 贩販 购購 费費 贺賀 资資 赖頼 轩軒 转転 轮輪 软軟
轻軽 载載 较較 辅輔 输輸 达達 迁遷 过過 运運 还還 进進 远遠 连連 迟遅 选選 适適 遗遺 邮郵 邻隣 郑鄭 释釈 钟鐘
钢鋼 铁鉄 铜銅 锁鎖 错錯 键鍵 镇鎮 镜鏡 闭閉 问問 闻聞 阁閣 阅閲 队隊 阶階 际際 险険 隐隠 离離 雏雛 顾顧 预予
频頻 颖穎 颜顔 额額 飞飛 养養 饮飲 驱駆 驻駐 验験 骑騎 鲁魯 鲜鮮 鸣鳴 鸭鴨 鸿鴻 龟亀 樱桜 泷滝
"""
FORMS = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""Code point of a simplified character → the Japanese form."""
_LONG = re.compile(r"(?<=[\u30a1-\u30fa])[一―—－-](?=[\u30a1-\u30fa]|[^0-9A-Za-z\u3040-\u9fff]|$)")


def japanese(text: str) -> str:
    """A line that OCR read, with the forms and long vowels of Japanese."""
    return _LONG.sub("ー", text.translate(FORMS))
