-- Of each part how many in its row it makes: an order counts once in a row. No two parts of an order are of one owner.
/*content:*/insides/*:content*//*person:*/arrayEnumerateUniq(creators, insides)/*:person*//*no creator:*//*campaign:*/arrayEnumerateUniq(campaigns, insides)/*:campaign*//*no campaign:*/arrayCumSum(insides)/*:no campaign*//*:no creator*/
