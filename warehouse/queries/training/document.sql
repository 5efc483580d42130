-- A trained model, whole.
SELECT document FROM trained_models FINAL WHERE version = {version:String}
