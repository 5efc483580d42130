SELECT id AS content, collaboration, platform, format FROM newest FINAL WHERE kind = 'content'
