-- What tells whether a cost or something in the catalog was told since.
SELECT concat(
    toString((SELECT arraySort(groupArray((partition, latest))) FROM (
        SELECT _journal_partition AS partition, max((_epoch, _journal_offset)) AS latest FROM costs GROUP BY partition
    ))),
    toString((SELECT max((_epoch, _offset)) FROM newest))
) AS told
