/*content:*/'content'/*:content*//*person:*/'creator'/*:person*//*no creator:*//*campaign:*/'campaign'/*:campaign*//*no campaign:*/'day'/*:no campaign*//*:no creator*/
