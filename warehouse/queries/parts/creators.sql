SELECT id AS creator, name AS creator_name FROM newest FINAL WHERE kind = 'creator'
