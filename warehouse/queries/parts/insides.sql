-- Of each owner's part whether the chosen model credits it to one of the chosen.
arrayMap((member/*chosen:*/, c, k/*:chosen*/) -> bitTest(member, @bit())/*chosen:*/ AND @inside()/*:chosen*/, members/*chosen:*/, creators, campaigns/*:chosen*/)
