-- The columns of all models whose names begin as told, in their order.
$perpayable, $perlast_touch, $perfirst_touch, $perlinear, $perposition_based, $pertime_decay, $perlast_non_direct, $perj_shaped, $perinverse_j
