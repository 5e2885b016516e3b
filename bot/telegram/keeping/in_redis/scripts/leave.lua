-- Lets go of a claim: whoever is sent the update anew may take it at once, and the next of the chat wait a while for that.
--
-- KEYS: the update, the line of its chat
-- ARGV: number, worker, lease in milliseconds

local owner = owner_of(redis.call('GET', KEYS[1]))
if owner == ARGV[2] then
  redis.call('SET', KEYS[1], owner .. ' 0', 'PX', ARGV[3])
  redis.call('ZADD', KEYS[2], 'XX', ARGV[1], ARGV[1])
end
