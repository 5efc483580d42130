/*content:*/'content'/*:content*//*person:*/'creator'/*:person*//*no creator:*//*day:*/'day'/*:day*//*no day:*/'campaign'/*:no day*//*:no creator*/
