#pragma once

#include <string>
#include <string_view>

#include <QtTest>

#include "model/error.h"

//! Whether \a sentence holds all of \a texts: the file or parameter at fault, and a key word. How the rest is
//! said is free.
template <typename... Texts> bool holdsAll( std::string_view sentence, const Texts &...texts )
{
  return ( ( sentence.find( std::string( texts ) ) != std::string_view::npos ) && ... );
}

//! Claims that \a statement throws calving::Error whose sentence holds all the texts that follow.
#define EXPECT_ERROR( statement, ... )                                                                       \
  do                                                                                                         \
  {                                                                                                          \
    std::string caught = "nothing was thrown";                                                               \
    try                                                                                                      \
    {                                                                                                        \
      static_cast<void>( statement );                                                                        \
    }                                                                                                        \
    catch ( const calving::Error &e )                                                                        \
    {                                                                                                        \
      caught = e.what();                                                                                     \
    }                                                                                                        \
    QVERIFY2( holdsAll( caught, __VA_ARGS__ ), caught.c_str() );                                             \
  } while ( false )
