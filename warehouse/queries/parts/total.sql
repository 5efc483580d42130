-- The sum of each of them.
sum($perpayable) AS $perpayable, sum($perlast_touch) AS $perlast_touch, sum($perfirst_touch) AS $perfirst_touch, sum($perlinear) AS $perlinear, sum($perposition_based) AS $perposition_based, sum($pertime_decay) AS $pertime_decay, sum($perlast_non_direct) AS $perlast_non_direct, sum($perj_shaped) AS $perj_shaped, sum($perinverse_j) AS $perinverse_j
