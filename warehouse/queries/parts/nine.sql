-- The same in a list.
[@each($per)]
