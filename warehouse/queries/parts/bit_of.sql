-- The bit of the model that is asked for.
/*payable:*/0/*:payable*//*last_touch:*/1/*:last_touch*//*first_touch:*/2/*:first_touch*//*linear:*/3/*:linear*//*position_based:*/4/*:position_based*//*time_decay:*/5/*:time_decay*//*last_non_direct:*/6/*:last_non_direct*//*j_shaped:*/7/*:j_shaped*//*inverse_j:*/8/*:inverse_j*/
