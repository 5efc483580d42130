SELECT id AS brand, name AS brand_name, reports_in, shops FROM newest FINAL WHERE kind = 'brand'
