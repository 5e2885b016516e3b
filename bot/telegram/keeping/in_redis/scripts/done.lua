-- Notes that updates have been dealt with.
--
-- KEYS: the line of a chat
-- ARGV: prefix of updates, keeping time in milliseconds, then numbers

for place = 3, #ARGV do
  redis.call('SET', ARGV[1] .. ARGV[place], 'done', 'PX', ARGV[2])
  redis.call('ZREM', KEYS[1], ARGV[place])
end
