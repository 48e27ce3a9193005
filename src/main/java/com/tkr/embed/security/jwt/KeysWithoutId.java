package com.tkr.embed.security.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Set;

/**
 * Lets keys without an id, such as those of PEM files, stand for tokens that name one; asks the
 * source again only when there is no such key.
 *
 * @param source has all keys
 */
record KeysWithoutId(JWKSource<SecurityContext> source) implements JWKSource<SecurityContext> {
  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    JWKMatcher wanted = selector.getMatcher();
    if (wanted.getKeyIDs() == null) {
      return source.get(selector, context);
    }
    JWKMatcher anyId = new JWKMatcher.Builder(wanted).keyIDs((Set<String>) null).build();
    List<JWK> found =
        source.get(new JWKSelector(anyId), context).stream()
            .filter(key -> key.getKeyID() == null || wanted.getKeyIDs().contains(key.getKeyID()))
            .toList();
    return found.isEmpty() ? source.get(selector, context) : found;
  }
}
