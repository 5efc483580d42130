empty({campaigns:Array(String)}) AND empty({creators:Array(String)}) AND (empty({brands:Array(String)})/*brands:*/ OR @own()/*:brands*/)
