"""Why an act was refused, in words for the person who acted: English and Chinese."""

from typing import Final

from domain.act import Refusal

WORDS: Final[dict[str, tuple[str, str]]] = {
    "already_an_emergency": ("the order already is an emergency", "该工单已是应急件"),
    "already_at_level": ("supervision already stands this high", "督办已达到该级别"),
    "already_joined": ("that order is already taken in", "该工单已并入"),
    "already_on_scene": ("arrival is already on record", "已登记到场"),
    "already_protected": ("protection is already on record", "已登记安全防护"),
    "already_registered": ("the order is already registered", "工单已登记"),
    "already_resolved": ("the emergency is already resolved", "应急处置已完毕"),
    "answer_off_the_scale": ("satisfaction is answered from 1 to 5", "满意度须为 1 至 5 级"),
    "anonymous_not_allowed": ("this place takes no anonymous demands", "本地不受理匿名诉求"),
    "arrive_first": ("nobody has arrived on the scene yet", "尚未到场"),
    "authority_missing": ("the authority is missing", "缺少受理机关或批示机关"),
    "beyond_upstream_due": (
        "the upstream platform's due leaves no room for that",
        "超出上级平台时限,不得延期",
    ),
    "call_not_put_through": ("the call must be put through to that line", "须将来电转接至该专线"),
    "callback_answer_missing": ("an answer to the callback is missing", "缺少回访答复"),
    "called_in_the_future": ("the call cannot lie in the future", "来电时间不得晚于登记时间"),
    "child_missing": (
        "the unit below is missing or is the unit itself",
        "缺少下级单位或下级单位就是本单位",
    ),
    "claim_already_open": ("a claim of force majeure is already open", "已有待认定的不可抗力申报"),
    "closing_field_missing": ("a field that this result needs is missing", "缺少办结必填项"),
    "department_hosts": (
        "a city department hosts, not a county",
        "市直部门为主办单位,县市区为协办单位",
    ),
    "designated_may_not_return": (
        "a designated unit may not return the order; it may ask the joint meeting to reconsider,"
        " and no clock waits for that",
        "指定承办单位不得退回;可向联席会议申请复议,复议期间时限照常计算",
    ),
    "dispatcher_may_not_call_back": (
        "who dispatched the order may not call back",
        "派单人不得回访",
    ),
    "dispatcher_may_not_review": ("who dispatched the order may not review it", "派单人不得审核"),
    "due_already_passed": ("the due has already passed", "办理时限已过"),
    "emergency_needs_dispatch": ("an emergency must be dispatched", "应急件必须派发"),
    "emergency_not_extended": ("an emergency is never extended", "应急件不得延期"),
    "emergency_not_merged": ("an emergency is never merged away", "应急件不得并单"),
    "emergency_not_withdrawn": ("an emergency cannot be withdrawn", "应急件不得撤回"),
    "eta_in_the_past": ("the new arrival time lies in the past", "新的到场时间已过"),
    "eta_too_far": ("the new arrival time lies too far ahead", "新的到场时间过远"),
    "exclusion_already_asked": ("leaving it out was already asked for", "已申请或已批准不纳入考核"),
    "extension_already_asked": ("an extension is already asked for", "已有待批的延期申请"),
    "extension_asked_too_late": ("the extension was asked for too late", "延期申请超过申请时限"),
    "extension_too_long": ("the extension asked for is too long", "申请延期过长"),
    "lies_elsewhere": ("the hard case lies before somebody else", "该疑难件由其他机构研究决定"),
    "info_already_asked": ("the caller has already been asked", "已要求诉求人补充"),
    "master_not_merged": ("other orders follow this one", "已有工单并入,不得再并单"),
    "merged_too_late": ("the order is with a unit already", "工单已派发,不得并单"),
    "merges_with_itself": ("an order is not merged with itself", "工单不得与自身并单"),
    "host_has_not_the_order": (
        "the host must be the unit that has the order",
        "主办单位须为当前承办单位",
    ),
    "hosts_missing": (
        "a host and at least one co-host are needed",
        "须确定主办单位和至少一个协办单位",
    ),
    "hosts_unclear": ("a unit is named twice or without a code", "主办、协办单位重复或缺少代码"),
    "needs_approval_of": ("this ground may only be used by its approver", "该事由须由审批人使用"),
    "no_arrival_owed": ("no arrival is owed", "当前无到场时限"),
    "no_calendar_given": ("no calendar year was given", "未给出日历年份"),
    "no_claim_open": ("no claim of force majeure is open", "没有待认定的不可抗力申报"),
    "no_exclusion_asked": ("nobody asked to leave it out", "没有待批的不纳入考核申请"),
    "no_cohost_delay": ("no co-host is late by a working day more", "没有可对应延期的协办延误"),
    "no_extension_asked": ("no extension is asked for", "没有待批的延期申请"),
    "no_extension_left": ("no extension is left", "延期次数已用完"),
    "no_id_number_of_a_child": ("of a child no id number is taken", "未成年人不登记身份证号码"),
    "no_objection_open": ("no objection waits for an answer", "没有待答复的异议"),
    "no_return_under_review": ("no return is under review", "没有待审的退单申请"),
    "no_rework_left": ("no rework is left", "重办次数已用完"),
    "no_share_owed": (
        "your unit owes no share of this order",
        "本单位没有待反馈的协办或下级办理事项",
    ),
    "no_sign_in_owed": ("no sign-in is owed", "当前无需签收"),
    "no_termination_under_review": ("no termination is under review", "没有待审的终止申请"),
    "no_unit_to_supervise": ("no unit has the order yet", "工单尚未派发,无可督办单位"),
    "no_unit_to_urge": ("no unit has the order yet", "工单尚未派发,无可催办单位"),
    "not_a_hard_case": ("the order is not a hard case", "工单不在疑难会商阶段"),
    "not_a_towns_duty": (
        "the list of local duties does not give this to a town",
        "该事项不在属地管理事项责任清单内,不得交由镇街承担",
    ),
    "not_an_emergency": ("the order is not an emergency", "该工单不是应急件"),
    "not_being_handled": ("the order is not being handled", "工单不在办理中"),
    "not_disputed": ("no dispute is open", "没有职责争议"),
    "not_in_intake": ("the order is not in intake any more", "工单已不在受理审核阶段"),
    "not_pending_callback": ("no callback is owed", "工单不在待回访阶段"),
    "not_pending_review": ("no result waits for review", "没有待审核的办理结果"),
    "not_queued": ("the order does not wait for dispatch", "工单不在待派发阶段"),
    "not_recheck": ("no recheck is open", "工单不在回访复核阶段"),
    "not_registered": ("the order is not registered yet", "工单尚未登记"),
    "not_supervised": ("the order is not under supervision", "该工单未被督办"),
    "not_the_next_level": ("a hard case goes up level by level", "疑难件须逐级上报"),
    "not_with_a_unit": ("no unit has the order in hand now", "工单当前不在承办单位"),
    "not_yet_in_hand": ("the matter is not in hand yet", "工单尚未进入办理"),
    "not_your_order": ("the order was not dispatched to your unit", "该工单未派发给本单位"),
    "note_of_another_level": ("a note calls for L2 or L3", "领导批示只能提请二级或三级督办"),
    "nothing_asked": ("nothing is asked for", "未列明须补充的内容"),
    "nothing_to_extend": ("no handling limit is running", "没有正在计时的办理时限"),
    "one_other_order": ("name either the master or the child", "须且仅须填写主单或子单编号"),
    "order_is_over": ("the order has ended", "工单已终结"),
    "other_calendar": ("the new law counts by another calendar", "新规则使用不同的日历"),
    "outsourced_may_not": (
        "staff of a service provider may only take and make calls",
        "外包人员只可接听和回访,不得办理",
    ),
    "own_unit_may_not_review": ("the handling unit may not review itself", "承办单位不得自审"),
    "proposed_unit_missing": ("the proposed unit is missing", "缺少建议承办单位"),
    "protect_first": ("people must be protected first", "须先完成安全防护"),
    "reclassification_needs_head": (
        "only the head of the hotline may go beyond the new limit",
        "超出新类别时限须热线机构负责人批准",
    ),
    "reclassified_too_late": ("the result is already in", "已提交办理结果,不得重新分类"),
    "repeat_without_new_facts": (
        "the matter was settled and nothing new is said",
        "该事项已办结,无新情况、新理由",
    ),
    "repeats_itself": ("an order does not repeat itself", "工单不得关联自身"),
    "report_not_made_public": ("a report has no public answer", "举报件不作公开答复"),
    "report_not_withdrawn": ("a report cannot be withdrawn", "举报件不得撤回"),
    "result_not_for_type": (
        "this result does not fit the type of item",
        "办理结果类型与诉求类型不符",
    ),
    "return_window_over": (
        "only the unit's head may return it now",
        "退回时限已过,须单位负责人签批",
    ),
    "role_may_not": ("this role may not give this command", "该角色无权执行此操作"),
    "second_person_needed": ("a second person must approve", "须由另一人批准"),
    "secrecy_only_rises": ("secrecy can only be raised", "保密级别只能提高"),
    "same_class": ("type and class are these already", "类型与类别未变化"),
    "second_person_missing": (
        "a call entered so late needs a second person",
        "补录来电须另一人确认",
    ),
    "same_rule_set": ("the order already lives under this edition", "工单已适用该版本规则"),
    "signature_missing": ("the signature of the head is missing", "缺少单位负责人签批"),
    "source_missing": ("the platform it came from is missing", "缺少来源平台"),
    "sub_centre_supervises_daily": (
        "a sub-centre supervises up to L2",
        "区分中心只可日常督办",
    ),
    "text_missing": ("a text that the rule demands is missing", "缺少必填内容"),
    "threat_is_no_procedure": (
        "without a case number no procedure has begun",
        "无案号,不视为进入法定程序",
    ),
    "transfer_not_in_force": (
        "demands are not passed on there on this day",
        "该转办渠道当日无效",
    ),
    "unit_complained_about": (
        "the unit is itself complained about; its superior handles it",
        "该单位系被投诉对象,应由其上级处理",
    ),
    "unit_may_not_raise_on": (
        "only the hotline takes a hard case further",
        "疑难件只能由热线机构继续上报",
    ),
    "unknown_disposition": ("the rule pack knows no such ground", "规则包中没有该处置事由"),
    "upstream_due_out_of_range": (
        "the upstream due must lie ahead, within ten years",
        "上级平台时限须晚于当前且在十年之内",
    ),
}


def in_words(refusal: Refusal) -> str:
    """Say a refusal in one line: what, about what, and by which rules."""
    english, chinese = WORDS[refusal.code]
    about = f" ({', '.join(refusal.about)})" if refusal.about else ""
    return f"{english}{about} · {chinese} [{', '.join(refusal.basis)}]"
