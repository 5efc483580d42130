-- Of each owner's part the bits of the models that credit it to one of the chosen.
arrayMap((member/*chosen:*/, c, k/*:chosen*/) -> /*chosen:*/if(@inside(), /*:chosen*/member/*chosen:*/, 0)/*:chosen*/, members/*chosen:*/, creators, campaigns/*:chosen*/)
