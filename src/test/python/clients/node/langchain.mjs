// Asks by LangChain's OpenAIEmbeddings, which n8n's node is made of; answers in JSON.
import { OpenAIEmbeddings } from '@langchain/openai'

const texts = ['a red circle', 'two small blue squares']

const { TKR_EMBED_URL, TKR_EMBED_UNREADY_URL } = process.env
const { TKR_EMBED_KEY, TKR_EMBED_LIMITED_KEY } = process.env

function embeddings(options, url = TKR_EMBED_URL, apiKey = TKR_EMBED_KEY) {
  return new OpenAIEmbeddings({
    apiKey,
    configuration: { baseURL: `${url}/v1` },
    maxRetries: 0,
    ...options
  })
}

async function refusal(options, url, key) {
  try {
    await embeddings({ model: 'demo', ...options }, url, key).embedQuery('a')
    return 'none'
  } catch (error) {
    return `${error.constructor.name} ${error.status} ${error.lc_error_code ?? ''}`.trim()
  }
}

console.log(
  JSON.stringify({
    documents: await embeddings({ model: 'the-alias' }).embedDocuments(texts),
    query: await embeddings({ model: 'demo' }).embedQuery(texts[0]),
    cut: await embeddings({ model: 'demo', dimensions: 64 }).embedDocuments(texts),
    base64: await embeddings({ model: 'demo', encodingFormat: 'base64' }).embedDocuments(texts),
    400: await refusal({ dimensions: 1 << 20 }),
    401: await refusal({}, TKR_EMBED_URL, 'sk-nobodys'),
    404: await refusal({ model: 'nobodys' }),
    429: await refusal({}, TKR_EMBED_URL, TKR_EMBED_LIMITED_KEY),
    503: await refusal({}, TKR_EMBED_UNREADY_URL)
  })
)
