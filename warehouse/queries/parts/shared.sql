/*chosen:*/@shared_among($per)/*:chosen*//*no chosen:*/@shared_by_all($per)/*:no chosen*/
