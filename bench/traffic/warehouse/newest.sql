-- What is in force of the catalog, as the sink writes it.
INSERT INTO newest (kind, id, name, valid_from, document, _epoch, _partition, _offset)
SELECT kind, id, name, valid_from, document, _epoch, _partition, _offset FROM catalog
