"""The Chinese words of the bulletin: kinds of demands, and how every figure is computed."""

from typing import Final

from domain.bulletin.content import Formula
from domain.vocabulary import Channel, ItemType, Level

THE_DESK: Final = "热线平台"
"""Whose an order is that no unit ever had."""
UNSORTED: Final = "未归类"
TYPES: Final = {
    ItemType.CONSULT: "咨询",
    ItemType.HELP: "求助",
    ItemType.COMPLAINT: "投诉",
    ItemType.REPORT: "举报",
    ItemType.SUGGESTION: "建议",
    ItemType.PRAISE: "表扬",
}
CHANNELS: Final = {
    Channel.PHONE: "电话",
    Channel.WEB: "网站",
    Channel.APP: "客户端",
    Channel.WECHAT: "微信",
    Channel.WEIBO: "微博",
    Channel.SMS: "短信",
    Channel.MAIL: "电子邮件",
    Channel.LETTER: "信件",
    Channel.FAX: "传真",
    Channel.VOICEMAIL: "语音留言",
    Channel.LEADER_MAILBOX: "领导信箱",
    Channel.UPSTREAM: "上级转办",
    Channel.IN_PERSON: "来访",
    Channel.ROBOT: "智能客服",
    Channel.SYSTEM: "系统生成",
    Channel.IMPORT: "批量导入",
}
RECEIVED: Final = "受理诉求"


def _formula(code: str, name: str, above: str, below: str, basis: str) -> Formula:
    return Formula(code=code, name=name, above=above, below=below, basis=basis)


SEVEN: Final = "SM-07"
BASIS: Final = (SEVEN, "SM-09", "WF-36")
"""Monthly figures, typical orders, and a regular analysis for the government."""
FORMULAS: Final = (
    _formula("received", RECEIVED, "期内登记的诉求件数", "", SEVEN),
    _formula("dispatched", "交办工单总数", "期内首次派发的工单", "", SEVEN),
    _formula("closed_of_due", "办结率", "期末前已办结的", "期内办理到期的工单", SEVEN),
    _formula("satisfied", "满意率", "非常满意、满意、基本满意", "期内有效回访", SEVEN),
    _formula("returns", "退单数", "期内派发件的退单申请", "", SEVEN),
    _formula("sent_on", "转办数", "首次派发之后的再次派发", "", SEVEN),
    _formula("closed_late", "逾期办结数", "期内办结、曾超办理时限的", "", SEVEN),
    _formula("open_and_late", "逾期未办结数", "期末仍未报结且已超时限的", "", SEVEN),
    _formula("promised", "申请承诺件数", "期内承诺于日后办理的", "", SEVEN),
    _formula("K1", "按时签收率", "由人在时限内签收的", "期内派发", "K:K1"),
    _formula("K2", "响应率", "诉求人称已及时联系，或有按时联系记录", "期内有效回访", "K:K2"),
    _formula("K3", "按时办结率", "经审核通过、在时限内报结的", "期内到期并可评判的办理", "K:K3"),
    _formula("K4", "解决率", "诉求人称已解决的", "有效回访，不含经说明属不合理的", "K:K4"),
    _formula("K5", "满意率", "非常满意、满意、基本满意", "有效回访，不含不纳入考核的", "K:K5"),
    _formula("K6", "发回重办率", "发回重办过的", "期内办结的工单", "K:K6"),
    _formula("K7", "退单率", "申请退单的", "期内派发", "K:K7"),
    _formula("K8", "延期率", "批准的延期", "期内首次派发的工单", "K:K8"),
    _formula("K9", "重复诉求率", "办结三十日内再次反映的", "期内办结的工单", "K:K9"),
    _formula("K10", "应急到场及时率", "按时到场，或经认定属不可抗力", "期内应急派发", "K:K10"),
    _formula("K11", "督办率", "期内升至二级及以上督办的", "期内首次派发的工单", "K:K11"),
    _formula(
        "K12", "自报解决与回访差异率", "单位报已解决而诉求人称未解决", "期内有效回访", "K:K12"
    ),
)
SHORT: Final = {
    "K1": "签收",
    "K2": "响应",
    "K3": "办结",
    "K4": "解决",
    "K5": "满意",
    "K6": "重办",
    "K7": "退单",
    "K8": "延期",
    "K9": "重复",
    "K10": "到场",
    "K11": "督办",
    "K12": "差异",
}
"""The heads of narrow columns."""
LADDER: Final = {
    Level.L1: "L1催办",
    Level.L2: "L2日常督办",
    Level.L3: "L3挂牌督办",
    Level.L4: "L4约谈",
    Level.L5: "L5移送问责",
}
"""The ladder of supervision (G:G12)."""
