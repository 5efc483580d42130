SELECT id AS collaboration, campaign, creator, fee, fee_currency FROM newest FINAL WHERE kind = 'collaboration'
