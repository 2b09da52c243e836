"""Which stored policy or series is this, and what is new about it? Pure: candidates in, links and verdicts out.

    mention ──► keys ──(the store's candidates)──► link ──► compare ──► verdict

May touch tracker.model and the standard library; no store, clock, file or network.
"""

from tracker.matching.amounts import dimension
from tracker.matching.claims import check_claims
from tracker.matching.compare_metric import compare_metric
from tracker.matching.compare_policy import compare_policy
from tracker.matching.keys import policy_keys, series_keys
from tracker.matching.pins import pin_for
from tracker.matching.policies import by_claim, link_policy, policy_title
from tracker.matching.resting import rest
from tracker.matching.series import link_series, series_name
from tracker.matching.stories import link_story, story_keys, story_signature
from tracker.matching.topics import topic_words

__all__ = [
    "by_claim",
    "check_claims",
    "compare_metric",
    "compare_policy",
    "dimension",
    "link_policy",
    "link_series",
    "link_story",
    "pin_for",
    "policy_keys",
    "policy_title",
    "rest",
    "series_keys",
    "series_name",
    "story_keys",
    "story_signature",
    "topic_words",
]
