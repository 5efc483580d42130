"""Versions of restated decisions: above every streamed one, and in the order in which restatements were published.

A streamed version is (epoch, offset, index). A restated one has 2048 + the restatement's number for its epoch, and the place
of the streamed version that it restates: so it only grows too, and never has two contents.
"""

from events.decision import pack_version, unpack_version

FIRST_EPOCH = 2048
MAX_RESTATEMENTS = 2047
BY = " restatement@"


def restated_version(number: int, streamed: int) -> int:
    """The version under which restatement `number` (from 1) restates a streamed version. Raises ValueError beyond 2047."""
    if not 1 <= number <= MAX_RESTATEMENTS:
        raise ValueError(f"restatement {number}: there can be 1 to {MAX_RESTATEMENTS}")
    _, offset, index = unpack_version(streamed)
    return pack_version(FIRST_EPOCH + number, offset, index)


def restatement_of(version: int) -> int:
    """The number of the restatement that a version belongs to, 0 for a streamed one."""
    return max(0, unpack_version(version)[0] - FIRST_EPOCH)


def restated_policy(policy: str, number: int) -> str:
    """What a restated decision says it was made by: the policy, and the restatement that changed its terms."""
    return f"{policy}{BY}{number}"


def own_policy(policy: str) -> str:
    """The policy without the restatement."""
    return policy.partition(BY)[0]
