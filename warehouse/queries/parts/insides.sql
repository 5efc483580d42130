-- Of each owner's part whether the chosen model credits it to one of the chosen: of @masks().
arrayMap(mask -> bitTest(mask, @bit()), masks)
