"""Objects out of word lists, for measuring: as many as asked for, the same for the same seed.

Nobody's: a database that holds anything real, or the demo, is refused, and one that was filled is
marked. They come in through registering, like a list that a museum hands in.
"""

import datetime
import random
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import stamps
from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Place, Story, Term
from museum.catalogue.registering import Row, register
from museum.institution import Museum
from museum.people.models import Person
from museum.people.naming import Naming
from museum.refusals import refuse

MARK = "generated"  # a stamp's name: this database was filled for measuring
NOBODY = "generated-curator"
AT_ONCE = 3000
DUMPLINGS = 0.027

THINGS = [
    "锄头",
    "镰刀",
    "犁",
    "耙",
    "扁担",
    "箩筐",
    "簸箕",
    "筛子",
    "连枷",
    "石磨",
    "石臼",
    "风车",
    "水车",
    "斗",
    "升",
    "杆秤",
    "算盘",
    "背篓",
    "蓑衣",
    "斗笠",
    "纺车",
    "织布机",
    "顶针",
    "绣花鞋",
    "剪刀",
    "熨斗",
    "缝纫机",
    "棉袄",
    "围裙",
    "布鞋",
    "搪瓷缸",
    "搪瓷盆",
    "暖水瓶",
    "汤瓶",
    "陶罐",
    "瓦盆",
    "水缸",
    "酒坛",
    "米缸",
    "竹篮",
    "蒸笼",
    "甑",
    "鼎罐",
    "火钳",
    "火盆",
    "菜刀",
    "砧板",
    "面板",
    "月饼模",
    "糍粑槽",
    "豆腐框",
    "八仙桌",
    "长凳",
    "太师椅",
    "衣柜",
    "梳妆台",
    "木箱",
    "摇篮",
    "雕花床",
    "脸盆架",
    "马灯",
    "煤油灯",
    "蜡台",
    "手电筒",
    "收音机",
    "座钟",
    "闹钟",
    "留声机",
    "自行车",
    "板车",
    "独轮车",
    "鞍子",
    "马铃",
    "渔网",
    "鱼篓",
    "木船桨",
    "粮票",
    "布票",
    "奖状",
    "课本",
    "作业本",
    "算术书",
    "家信",
    "账本",
    "地契",
    "户口簿",
    "毕业证",
    "合影",
    "老照片",
    "钢笔",
    "墨盒",
    "砚台",
    "毛笔",
    "石板",
    "书包",
    "唢呐",
    "二胡",
    "锣",
    "鼓",
    "皮影",
    "木偶",
    "龙头",
    "面具",
    "剃头箱",
    "墨斗",
    "刨子",
    "锯子",
    "斧头",
    "凿子",
    "铁砧",
    "风箱",
    "瓦刀",
    "鞋楦",
    "弹花弓",
    "补锅炉",
]
BEFORE = [
    "旧",
    "老",
    "大",
    "小",
    "木",
    "竹",
    "铁",
    "铜",
    "石",
    "双耳",
    "带盖",
    "雕花",
    "描金",
    "手工",
    "祖传",
    "生产队的",
    "合作社的",
    "陪嫁的",
]
AFTER = ["", "", "", "", "", "（残）", "（一对）", "（缺盖）", "（修补过）"]
SURNAMES = "马杨白穆丁王李张刘陈周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "德秀桂振玉国建文明兰英华春生福贵才林海山凤珍云志平永顺长发光荣"
FORMS = ["婆婆", "先生", "女士", "老师", "师傅", ""]
WHO = [
    "我爷爷",
    "我婆婆",
    "我父亲",
    "家里老人",
    "隔壁的木匠",
    "生产队的会计",
    "我娘",
    "大舅",
    "村里的铁匠",
]
WHEN = ["五八年", "六几年", "七六年冬天", "分田到户那年", "办合作社的时候", "我出嫁那年", "发大水之前", "我还没上学",
        "修水库那几年", "刚通电那阵"]  # fmt: skip
WHERE = [
    "镇上供销社",
    "东头的晒场",
    "老屋的阁楼",
    "河边码头",
    "祠堂后面",
    "生产队的仓库",
    "外婆家",
    "集上",
    "灶屋门背后",
]
DID = ["买回来的，花了三块多钱", "打的，料是自家的老杉木", "用到手柄都磨亮了", "拿一担谷子换来的", "一直挂在墙上没人动",
       "修过两回，第二回换了轴", "借给半个村子用过", "差点当柴烧了", "搬家的时候舍不得扔", "压在箱底，用红布包着"]  # fmt: skip
THEN = ["那时候一家八口都靠它。", "后来有了机器，就收起来了。", "娃娃们拿它当玩具，少了一个角。", "到现在还能用，不信你试试。",
        "哪一年坏的，我记不清了。", "这上头的字是我叔写的。", "她走了以后，再没有人会用。", "别人来收，出两百块，没有卖。",
        "冬天干活，手冻得握不住，就在上头缠一道布。", "赶场天天不亮就要背出去。", "一到腊月，门口就排起队来。",
        "声音隔着两道墙都听得见。", "大家都说好用，其实重得很。", "后来分家，归了我这一房。"]  # fmt: skip
DUMPLING = ["端午包粽子，全靠它。", "那年的粽子是用它蒸的，一锅六十个。", "她包的粽子有四个角，别人学不会。",
            "粽子叶就泡在这里头。"]  # fmt: skip
USES = [
    "下地干活用。",
    "装粮食用。",
    "灶上用的。",
    "过年过节才拿出来。",
    "记工分用。",
    "照亮用。",
    "背东西赶集用。",
    "缝补用。",
]
CONDITIONS = [
    "完整",
    "一处裂纹，不影响摆放",
    "缺一角",
    "锈得厉害，已除过锈",
    "漆掉了大半",
    "虫蛀，已处理",
    "接过一段新料",
]
GROUPS = "一二三四五六七八九"


def check_generate() -> None:
    """Refuse (code "not_empty") a database that holds anybody's museum, the demo's too."""
    filled = stamps.Stamp.objects.filter(name=MARK).exists()
    known = Person.objects.exists() or Item.objects.exists()
    if Museum.load().demo_since or (known and not filled):
        refuse(None, _("This database holds people or objects. Nothing was changed: objects for "
                       "measuring go into a database of their own."), "not_empty")  # fmt: skip


def generate(count: int, *, seed: int = 1,
             progress: Callable[[int, int], None] = lambda done, of: None) -> None:  # fmt: skip
    """Fill the database until it holds count objects more, numbered, placed and published."""
    check_generate()
    if not stamps.Stamp.objects.filter(name=MARK).exists():
        stamps.touch(MARK)
    world = World(seed + Item.objects.count())
    rows: list[Row] = []
    for done in range(1, count + 1):
        rows.append(world.row())
        if len(rows) == AT_ONCE or done == count:
            register(rows, by=world.curator)
            progress(done, count)
            rows = []


class World:
    """The village that the objects come from."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.curator, _new = User.objects.get_or_create(username=NOBODY)
        self.curator.set_unusable_password()
        self.curator.save()
        self.curator.groups.add(Group.objects.get(name=CURATOR))
        self.people = list(Person.objects.all()) or [
            Person.objects.create(handed_in=True, **self._person()) for _each in range(120)
        ]
        self.shown, self.stores = self._places()
        terms = list(Term.objects.of("category").select_related("parent"))
        parents = {term.parent_id for term in terms}
        self.categories = [term for term in terms if term.pk not in parents]
        self.eras = list(Term.objects.of("era"))
        self.materials = [
            term for term in Term.objects.of("material") if not term.name.startswith("其他")
        ][:24]
        self.chance = random.Random(seed)  # anew: people are made once, objects every time
        self.begun = datetime.date(2015, 3, 1)
        self.days = max(1, (timezone.localdate() - self.begun).days - 40)

    def row(self) -> Row:
        pick = self.chance.choice
        came = self.begun + datetime.timedelta(days=self.chance.randrange(self.days))
        shown = self.chance.random() < 0.6
        way = self.chance.choices(["gift", "deposit", "purchase"], [90, 6, 4])[0]
        return Row(
            thing=self.thing(way),
            owner=pick(self.people),
            naming=pick(Naming.values),
            happened_at=came,
            accepted_at=came + datetime.timedelta(days=7),
            place=pick(self.shown if shown else self.stores),
            moved_at=came + datetime.timedelta(days=14),
            reason="布展" if shown else "入库",
            published=True,
            key=uuid.UUID(int=self.chance.getrandbits(128), version=4),
        )

    def thing(self, way: str) -> Thing:
        pick, number = self.chance.choice, self.chance.randrange
        noun = pick(THINGS)
        era = pick(self.eras)
        more = {
            "era": era,
            "era_text": pick(["", "", pick(WHEN)]),
            "materials": self.chance.sample(self.materials, k=self.chance.choice([1, 1, 2])),
            "materials_text": "",
            "use": pick(USES),
            "provenance": f"{pick(WHO)}留下的，原先放在{pick(WHERE)}。" if number(3) else "",
            "length": Decimal(number(4, 1800)) / 10,
            "width": Decimal(number(4, 900)) / 10,
            "height": Decimal(number(4, 1500)) / 10,
            "stories": [self.story(noun)],
            "tags": self.chance.sample(
                ["农忙", "嫁妆", "集体", "手艺", "过年", "读书", "赶集"], k=1
            ),
        }
        if self.chance.random() < 0.2:
            more["dialect_names"] = f"{pick(BEFORE)}{noun}子"
        return Thing(
            title=f"{pick(BEFORE)}{noun}{pick(AFTER)}",
            way=way,
            other_names=pick(THINGS) if number(4) == 0 else "",
            category=pick(self.categories),
            unit=pick("件把张个口"),
            condition=pick(CONDITIONS),
            more=more,
        )

    def story(self, noun: str) -> Story:
        pick = self.chance.choice
        teller = pick(self.people)
        sentences = list(self._sentences(noun, self.chance.randint(2, 6)))
        if self.chance.random() < DUMPLINGS:
            sentences[-1] = pick(DUMPLING)
        half = len(sentences) // 2
        return Story(
            text="".join(sentences[:half]) + "\n\n" + "".join(sentences[half:]),
            teller=teller,
            teller_naming=pick(Naming.values),
            told_on=datetime.date(2024, self.chance.randint(1, 12), self.chance.randint(1, 28)),
            told_where=pick(WHERE),
        )

    def _sentences(self, noun: str, count: int) -> Iterator[str]:
        pick = self.chance.choice
        yield f"这{noun}是{pick(WHO)}{pick(WHEN)}在{pick(WHERE)}{pick(DID)}。"
        for _each in range(count - 1):
            told = self.chance.random() < 0.4
            yield f"{pick(WHEN)}，{pick(WHO)}{pick(DID)}。" if told else pick(THEN)

    def _person(self) -> dict:
        pick = self.chance.choice
        surname = pick(SURNAMES)
        household = self.chance.random() < 0.3
        return {
            "name": f"{surname}家" if household else surname + pick(GIVEN) + pick(GIVEN),
            "surname": surname,
            "kind": "household" if household else "person",
            "address_form": pick(FORMS),
            "former_group": f"{pick(GROUPS)}组",
        }

    def _places(self) -> tuple[list[Place], list[Place]]:
        shown = []
        for number, hall_name in enumerate(["一厅", "二厅", "三厅", "四厅"], start=1):
            hall = _place(hall_name, "hall", None, for_display=True, position=number)
            for case_name in ("一号柜", "二号柜", "三号柜", "四号柜", "五号柜"):
                case = _place(case_name, "case", hall, for_display=True)
                shown += [case, _place("上层", "shelf", case, for_display=True)]
        store = Place.objects.store()
        return shown, [store, *(_place(f"{each}号架", "shelf", store) for each in GROUPS)]


def _place(name: str, kind: str, parent: Place | None, **more) -> Place:
    there = Place.objects.filter(name=name, kind=kind, parent=parent).first()
    return there or Place.objects.create(name=name, kind=kind, parent=parent, **more)
