package com.tkr.embed.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of a client in Java, which are a row of the table of clients and get its servers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({Outcomes.class, SharedClientServers.class})
@interface TriedClient {
  /** As the table calls it. */
  String name();

  /** A class of it, whose file has its version. */
  Class<?> library();

  /** What it is asked. */
  String checked();
}
