-- Every version of everything in the catalog, in the order of telling.
SELECT document FROM catalog FINAL ORDER BY _offset
