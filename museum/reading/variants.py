"""Forms of a character that no table of OpenCC's leads to the usual one: old labels, account books,
Japanese prints, and what a PDF makes of 车.

Each entry is the usual simplified character and, behind it, the forms that are folded to it. A form
that is a simplified character of its own (著, 乾 in 乾隆) is not folded here, however it was used:
what two texts say with two characters must not become one.
"""

VARIANTS = """
办辧 帮幇 宝寳 杯桮 备俻 边邉 变変 并倂竝 钵盋 参叅 草艸 插挿揷 长镸⻓ 场塲 尝甞
巢巣 炒煼 车⻋ 仇讐 锄耡鉏 厨㕑 窗窻牕牎窓 捶搥 辞辤 粗麤觕麁 村邨 袋帒 岛㠀嶋隝
凳櫈 堤隄 点㸃 叠曡疉 斗鬦鬭鬪 豆荳 读読 朵朶 鹅鵞 恶悪 发発 法灋 帆颿 翻飜 饭飰
丰豊 蜂蠭 佛仏 妇媍 盖葢 干乹 糕餻 歌謌 羹羮 耕畊 构搆 谷榖 鼓皷鼔 关関闗 管筦
罐鑵 光灮 广広 归帰 鬼⻤ 国囯圀 果菓 裹褁 焊銲 和咊龢 黑黒 壶壷 户戸 花芲蘤 坏壊
欢懽 黄⻩ 回囘囬廻 昏昬 继継 夹裌 间閒 茧蠒 碱鹻 见⻅ 剑剣劎劒 酱醤 角⻆ 阶堦
劫刼刦 斤觔 经経 净浄 厩廐廏 举挙擧 觉覚 坎埳 糠穅粇 考攷 坑阬 叩敂 款欵 矿鑛 蜡蝋
懒嬾 老耂 犁犂 梨棃 历厯暦 链鍊 两両 邻隣 灵霊 留畱 龙⻰竜 炉罏 橹艪 卤⻧ 略畧
马⻢ 麦⻨ 脉衇 梅楳槑 眉睂 门⻔ 面麺靣 民⺠ 母⺟ 亩畮畆畞畒畂 幕幙 拿拏 奶嬭 年秊
鸟⻦ 农辳 弄挵 暖煖煗 糯稬穤 炮砲礟 瓶缾甁 屏屛 迫廹 铺舖 齐⻬ 棋碁 器噐 签籖 钱銭
枪鎗 锹鍫 青靑⻘ 清淸 秋秌龝 球毬 曲麹 驱駈 裙裠帬 绒羢 冗宂 软輭 伞繖 煽搧 膳饍
蛇虵 绳縄 实実 食⻝ 饰餝 柿枾 事亊 收収 兽獣 疏疎踈 苏蘓 碎砕 岁歳 穗穂 锁鏁 塔墖
台枱 抬擡 糖餹 啼嗁 体軆躰 剃鬀 铁鐡鉄銕 筒筩 图図圗 拓搨 拖拕 袜韈韤 碗椀盌 腕捥
往徃 望朢 韦⻙ 卫衞 蚊蟁 吻脗 稳穏 瓮罋 吴呉 西⻄ 溪谿 膝厀 戏戯 狭陿 贤贒 咸醎
衔啣 线缐 乡鄕 效効 鞋鞵 携擕 写冩 星曐 胸胷 叙敍 续続 学斈 压圧 鸦鵶 淹渰 岩嵒
盐塩 檐簷 艳豓 宴醼 验験騐 雁鴈 燕鷰 焰燄熖焔 扬敭 窑窰 摇揺 药薬 野埜壄 夜亱 页⻚
译訳 驿駅 阴隂 饮飮 隐隠 营営 映暎 鱼⻥ 榆楡 冤寃 圆円 缘縁 源厡 匝帀 杂襍 灾烖
再冄 赞賛 葬塟 灶竃 泽沢 扎紥 札劄剳 闸牐 炸煠 榨搾 斋斎 毡氊 盏琖醆 战戦 照炤
珍珎 砧碪 只衹祇 侄姪 纸帋 煮煑 箸筯 铸鋳 砖甎塼 转転 妆粧 桌槕 棕椶 总緫縂 粽糭
走赱 钻鑚 罪辠 簪簮 涩澁 匆悤怱 剩賸 兔兎 虎虝 馈餽 箍篐 藤籐 妒妬 叫呌 吝恡 凡凢
樽罇 绵緜 视眎 风⻛ 飞⻜ 齿⻮ 顾頋 毗毘 阔濶 冰氷 勋勲 仙僊 晓暁 狸貍 獾貛 琉瑠
祀禩 膻羴 蟹蠏 躬躳 酬酧醻 隶隷 麟麐
"""


def variants() -> dict[str, str]:
    """Return each form with what it is folded to."""
    found: dict[str, str] = {}
    for entry in VARIANTS.split():
        usual = entry[0]
        found |= {form: usual for form in entry[1:] if form != usual}
    return found
