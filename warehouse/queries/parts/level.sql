/*content:*/content/*:content*//*person:*/creator/*whole:*/_total/*:whole*//*:person*//*no creator:*//*campaign:*/campaign/*:campaign*//*no campaign:*/day/*:no campaign*//*:no creator*/
