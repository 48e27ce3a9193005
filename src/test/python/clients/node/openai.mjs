// Asks by OpenAI's SDK what test_openai_node.py holds against our own route; answers in JSON.
import { readFileSync } from 'node:fs'
import OpenAI from 'openai'

const { TKR_EMBED_URL, TKR_EMBED_OPEN_URL, TKR_EMBED_UNREADY_URL } = process.env
const { TKR_EMBED_KEY, TKR_EMBED_OTHER_KEY, TKR_EMBED_LIMITED_KEY } = process.env
const picture = readFileSync(process.env.TKR_EMBED_PICTURE, 'base64')
const dataUrl = `data:image/png;base64,${picture}`
const texts = ['a red circle', 'two small blue squares']

function client(url, apiKey) {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 })
}

async function vectors(options) {
  const answer = await client(TKR_EMBED_URL, TKR_EMBED_KEY).embeddings.create(options)
  return answer.data.map((row) => row.embedding)
}

async function refusal(url, key, options) {
  try {
    await client(url, key).embeddings.create({ model: 'demo', input: 'a', ...options })
    return 'none'
  } catch (error) {
    return `${error.constructor.name} ${error.status} ${error.code}`
  }
}

const models = []
for await (const model of client(TKR_EMBED_OPEN_URL, 'any').models.list()) models.push(model.id)

console.log(
  JSON.stringify({
    default: await vectors({ model: 'the-alias', input: texts }),
    float: await vectors({ model: 'demo', input: texts, encoding_format: 'float' }),
    base64: await vectors({ model: 'demo', input: texts, encoding_format: 'base64' }),
    cut: await vectors({ model: 'demo', input: texts, dimensions: 64 }),
    pictures: await vectors({
      model: 'demo',
      input: [{ image: dataUrl }, { type: 'image_url', image_url: { url: dataUrl } }]
    }),
    models,
    model: (await client(TKR_EMBED_OPEN_URL, 'any').models.retrieve('org/any')).id,
    400: await refusal(TKR_EMBED_URL, TKR_EMBED_KEY, { dimensions: 1 << 20 }),
    401: await refusal(TKR_EMBED_URL, 'sk-nobodys'),
    403: await refusal(TKR_EMBED_URL, TKR_EMBED_OTHER_KEY),
    404: await refusal(TKR_EMBED_URL, TKR_EMBED_KEY, { model: 'nobodys' }),
    429: await refusal(TKR_EMBED_URL, TKR_EMBED_LIMITED_KEY),
    503: await refusal(TKR_EMBED_UNREADY_URL, TKR_EMBED_KEY)
  })
)
