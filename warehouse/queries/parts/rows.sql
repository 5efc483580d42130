-- The keys of the row that an owner's part goes to: an order counts once in a row.
/*content:*/owners/*:content*//*no content:*//*creator:*/creators/*:creator*//*:no content*//*campaign:*//*no creator:*/campaigns/*:no creator*//*:campaign*//*no campaign:*//*no creator:*/arrayMap(one -> toUInt64(0), owners)/*:no creator*//*:no campaign*/
