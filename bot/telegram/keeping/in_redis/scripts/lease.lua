-- Holds something for all workers that name the same holder, for a time from now on.
--
-- KEYS: what is held
-- ARGV: holder, keeping time in milliseconds
-- Returns 1, or 0 while others hold it.

local found = redis.call('GET', KEYS[1])
if found and found ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
