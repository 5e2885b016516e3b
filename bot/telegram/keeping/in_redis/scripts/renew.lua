-- Makes a worker's claims last longer, also in a memory that has lost them.
--
-- KEYS: the beginning of this memory
-- ARGV: prefix of updates, worker, lease and keeping time in milliseconds, then for each claim number, line and score
-- Returns the beginning of this memory, the millisecond of now, and the numbers that are another's now, or done.

local updates, worker, lease, kept = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local answer = { (begun(KEYS[1], kept)), string.format('%.0f', now) }
for place = 5, #ARGV, 3 do
  local number, line, score = ARGV[place], ARGV[place + 1], ARGV[place + 2]
  local state = redis.call('GET', updates .. number)
  local owner, till = owner_of(state)
  if state == 'done' or (owner and owner ~= worker and till > now) then
    table.insert(answer, number)
  else
    redis.call('SET', updates .. number, worker .. ' ' .. string.format('%.0f', now + lease), 'PX', 2 * lease)
    if score == '0' then
      redis.call('ZADD', line, 0, number)
    else
      redis.call('ZADD', line, 'NX', score, number) -- its turn may have come meanwhile
    end
    redis.call('PEXPIRE', line, kept)
  end
end
return answer
