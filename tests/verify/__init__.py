"""Stream against batch: a simulated month goes through the real functions of every stage, without a broker, into a warehouse."""
