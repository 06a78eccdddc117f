"""What one thing is called elsewhere: 洋火 for 火柴. The museum's own dialect names are added to it.

Each line is one thing. Kept short: a wrong synonym is worse than none.
"""

import functools

from museum.reading.queries import plain

CALLED = """
火柴 洋火 自来火 取灯儿 洋取灯
煤油 洋油 火油
煤油灯 洋油灯 火油灯 洋灯 美孚灯
马灯 桅灯 风雨灯
肥皂 洋碱 胰子 洋皂
自行车 脚踏车 单车 洋车子
缝纫机 洋机 衣车
铁钉 洋钉
水泥 洋灰
卷烟 纸烟 洋烟 香烟
搪瓷缸 茶缸 洋瓷缸 把缸子 搪瓷杯
搪瓷盆 洋瓷盆 洋盆
暖水瓶 热水瓶 保温瓶 开水瓶 电壶
毛巾 手巾 洋布手巾
棉布 洋布
纺车 纺线车 摇车 纺花车
织布机 布机 木机
背篓 背笼 夹背
摇篮 摇窝 摇床
扁担 冲担 挑担
木屐 木屐子 板板鞋
蓑衣 棕衣 雨蓑
斗笠 雨帽 斗篷帽
斗 量斗
秤 杆秤 手秤
算盘 珠算盘
风车 风谷车 扬谷机 风扇车 扇车
水车 龙骨车 龙骨水车 翻车
石磨 手磨 磨子
石碾 碾子 碾盘
石臼 碓窝 对窝 臼窝
碓 踏碓 脚碓
碌碡 石磙 滚子
犁 犁头 木犁
耙 耙子 耖
镰刀 镰子 沙镰
锄头 锄 挖锄
连枷 连盖 链枷
箩筐 箩 箩篼
簸箕 撮箕 簸子
筛子 米筛 筛箩
甑 甑子 饭甑
鼎罐 吊锅 炉罐
火盆 火炉 烘笼 烘篮
汤婆子 暖壶 汤壶 烫婆子
汤瓶 洗壶
留声机 唱机 洋戏匣子 话匣子
收音机 戏匣子 话匣子 无线电
手电筒 电筒 电棒
电话机 电话
照相机 照像机 相机
长凳 板凳 条凳 长板凳
八仙桌 方桌 四方桌
衣柜 大柜 立柜
梳妆台 妆台 镜台
煤炉 煤球炉 蜂窝煤炉
顶针 顶针箍 抵针
绣花鞋 花鞋
糍粑 打糍粑 糍粑槽
粽子 粽粑
红薯 番薯 地瓜 苕
玉米 苞谷 包谷 苞米 玉蜀黍
土豆 洋芋 马铃薯
花生 长生果 落花生
"""


DIMINUTIVES = ("子", "儿")


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in CALLED.split("\n"):
        group = frozenset(map(plain, line.split()))
        for name in group:
            found[name] = found.get(name, frozenset()) | group
    return found


def also_called(word: str) -> tuple[str, ...]:
    """Return what the thing with this name is called elsewhere, in a fixed order; 箱子 is 箱 too."""
    found = _groups().get(word, frozenset())
    if word.endswith(DIMINUTIVES) and 2 <= len(word) <= 4:
        found |= {word[:-1]} | _groups().get(word[:-1], frozenset())
    return tuple(sorted(found - {word}))
