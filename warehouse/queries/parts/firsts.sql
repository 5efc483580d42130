/*content:*/models/*:content*//*person:*/first_of_creator/*:person*//*no creator:*//*campaign:*/first_of_campaign/*:campaign*//*no campaign:*/first/*:no campaign*//*:no creator*/
