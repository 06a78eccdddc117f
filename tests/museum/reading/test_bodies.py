import pytest

from museum.reading.bodies import body, may_be_one


@pytest.mark.parametrize("other", ["青石桥小学", "青石桥 小学", "青石橋小學", "青石桥小学（本部）"])
def test_one_body_in_many_writings_is_one_body(other):
    assert body(other) == body("青石桥小学")


@pytest.mark.parametrize(
    "other", ["江苏省镇江市润州区青石桥小学", "镇江市青石桥小学", "润州区 青石桥小学"]
)
def test_whether_the_place_in_front_is_only_said_is_asked(other):
    assert body(other) != body("青石桥小学")
    assert may_be_one(other, "青石桥小学")
    assert may_be_one("青石桥小学", other)


@pytest.mark.parametrize(("one", "other"), [
    ("石榴湾社区服务中心", "青石桥社区服务中心"), ("青石桥第一小学", "青石桥第二小学"),
    ("实验小学南校区", "实验小学北校区"), ("青石桥小学", "青石桥中学"), ("镇江市", "扬州市"),
    ("润州区实验小学", "京口区实验小学"), ("镇江市博物馆", "扬州市博物馆"), ("红旗小学", "开发区红星小学"),
    ("镇江城市管理局", "上海城市管理局"), ("", "青石桥小学"), ("小学", "青石桥小学"),
])  # fmt: skip
def test_two_bodies_stay_two(one, other):
    assert not may_be_one(one, other)


@pytest.mark.parametrize(("one", "other"), [
    ("柳河市第六小学", "柳河市六小"), ("柳河市第六小学", "柳河市第六小学校"), ("柳河市6小", "柳河市第６小学"),
    ("第一中学", "一中"), ("第三中学", "三中"), ("第十一中学", "十一中"), ("第九十九中学", "九十九中"),
    ("第二十小学", "二十小"), ("第二幼儿园", "二幼"), ("第四高级中学", "四高"), ("第一中心小学", "一中心小学"),
    ("师范大学附属小学", "师范大学附小"), ("柳河实验小学", "柳河实小"), ("第三人民医院", "三人民医院"),
])  # fmt: skip
def test_a_counted_school_is_known_as_it_is_said(one, other):
    assert body(one) == body(other)
    assert may_be_one(one, other)


@pytest.mark.parametrize(("one", "other"), [
    ("柳河市第六小学", "柳河第六小学"), ("柳河市第六小学", "六小"), ("吉林省柳河市第六小学", "柳河六小"),
    ("柳河市第一中学", "一中"),
])  # fmt: skip
def test_a_counted_school_without_its_town_is_asked_about(one, other):
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(("one", "other"), [
    ("第一中学", "第十一中学"), ("一中", "十一中"), ("六小", "六中"), ("柳河市第六小学", "柳河市第七小学"),
    ("柳河市第六小学", "红旗市第六小学"), ("八一小学", "一小"), ("第二小学", "第二十小学"), ("6小", "16小"),
    ("柳河区政府", "柳河镇政府"),
])  # fmt: skip
def test_two_counted_schools_stay_two(one, other):
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


def test_offices_are_known_by_the_short_name_too():
    assert body("石榴湾村民委员会") == body("石榴湾村委会")
    assert body("青石桥第一小学") == body("青石桥一小")
    assert body("兴农农机有限公司") == body("兴农农机")
