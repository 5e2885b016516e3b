-- Claims an update for a worker, and tells whether it is its turn: once all before it in its chat are dealt with.
--
-- KEYS: the beginning of this memory, the update, the line of its chat
-- ARGV: prefix of updates, number, worker, lease and keeping time in milliseconds,
--   and the millisecond after which nothing is taken any more
-- Returns 'done', 'young' (ask again later), 'elsewhere' (a living worker has it), 'waiting' or 'turn'.
--
-- A claim is sure for the lease, and stands for as long again: then whoever is sent the update anew may take it, and
-- the next ones of the chat still wait for that. In the line those that are being dealt with have the score 0.

local updates, number, worker, lease, kept = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local _, since = begun(KEYS[1], kept)
local state = redis.call('GET', KEYS[2])
if state == 'done' then
  redis.call('ZREM', KEYS[3], number)
  return 'done'
end
local owner, till = owner_of(state)
if owner and owner ~= worker and till > now then
  return 'elsewhere'
end
if owner ~= worker and (now < since + lease or now > tonumber(ARGV[6])) then
  return 'young' -- whoever lives tells first what it has; then only anybody may take anything
end
redis.call('SET', KEYS[2], worker .. ' ' .. string.format('%.0f', now + lease), 'PX', 2 * lease)
redis.call('ZADD', KEYS[3], 'NX', number, number)
redis.call('PEXPIRE', KEYS[3], kept)
for _, other in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  if other == number then
    redis.call('ZADD', KEYS[3], 'XX', 0, number)
    return 'turn'
  end
  local found = redis.call('GET', updates .. other)
  if found and found ~= 'done' then
    return 'waiting'
  end
  redis.call('ZREM', KEYS[3], other)
end
return redis.error_reply('an update is not in its line')
