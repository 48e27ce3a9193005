package com.tkr.embed.rest.openai;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.config.settings.TokenVocabulary;
import com.tkr.embed.rest.body.Content;
import com.tkr.embed.rest.body.ModelNames;
import com.tkr.embed.rest.body.OwnTokens;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.TokenIds;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns token ids into the texts that they stand for, whose vectors are then those of the texts.
 * Ids of one vocabulary are never taken for another's: where they may be either they are refused.
 * The answer's header {@value OwnTokens#HEADER} says which was assumed.
 */
@Dependent
public class TokenTexts {
  static final String HEADER = OwnTokens.HEADER;

  private final Predicate<String> isOwn;
  private final TokenVocabulary configured;
  private final Vocabulary own;
  private final Vocabulary cl100k = new Cl100k();

  @Inject
  public TokenTexts(ModelNames names, OwnTokens tokens, Settings settings) {
    this(names::isOwn, new OwnVocabulary(tokens), settings.get(ModelSettings.TOKEN_IDS));
  }

  /**
   * @param isOwn whether a name is that of the model that is served
   */
  TokenTexts(Predicate<String> isOwn, Vocabulary own, TokenVocabulary configured) {
    this.isOwn = isOwn;
    this.own = own;
    this.configured = configured;
  }

  /**
   * The texts.
   *
   * @param model that the request asks for
   */
  List<Content> of(List<TokenIds> tokens, @Nullable String model, RequestBody body) {
    Vocabulary vocabulary = vocabulary(tokens, model);
    body.context().answerHeader(HEADER, vocabulary.kind().word());
    return tokens.stream().map(ids -> content(ids, vocabulary)).toList();
  }

  private static Content content(TokenIds ids, Vocabulary vocabulary) {
    Content content = new Content(ids.name());
    content.text(vocabulary.text(ids));
    return content;
  }

  /** Whose ids these are. */
  Vocabulary vocabulary(List<TokenIds> tokens, @Nullable String model) {
    return switch (configured) {
      case OWN -> own;
      case CL100K -> cl100k;
      case AUTO -> plainly(tokens, model);
      case REFUSE -> throw Invalid.field("input", "must be texts: this server takes no token ids");
    };
  }

  /**
   * Who asks by the name of another's model sends that one's ids. Else the ids tell: the client may
   * as well be one that knows no tokenizer but OpenAI's.
   */
  private Vocabulary plainly(List<TokenIds> tokens, @Nullable String model) {
    if (model != null && !isOwn.test(model)) {
      return cl100k;
    }
    boolean openAis = cl100k.gives(tokens);
    if (openAis == own.gives(tokens)) {
      throw Invalid.field(
          "input",
          "has token ids that may be of the model's own vocabulary or of OpenAI's cl100k_base: send"
              + " texts (LangChain: check_embedding_ctx_length=False), or let the server's setting"
              + " EMBEDDING_TOKEN_IDS say which they are");
    }
    return openAis ? cl100k : own;
  }
}
