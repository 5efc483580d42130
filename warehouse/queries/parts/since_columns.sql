-- What came since, as it is handed to a statement: of one model, or of the whole lot, in lists.
key UInt64, place UInt64, day Date32, campaign String, creator String, content String, came String, whole Int64, commission Int64, owing Int64, clicks Int64,
    credit /*whole:*/Array(Int64)/*:whole*//*no whole:*/Int64/*:no whole*/, back /*whole:*/Array(Int64)/*:whole*//*no whole:*/Int64/*:no whole*/, many /*whole:*/Array(Int64)/*:whole*//*no whole:*/Int64/*:no whole*/, shares /*whole:*/Array(Int64)/*:whole*//*no whole:*/Int64/*:no whole*/
