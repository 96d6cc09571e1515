#pragma once

#include <memory>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "model/base/utctime.h"
#include "model/error.h"

namespace calving
{

//! What to do about a file of a product that is not as it should be.
constexpr const char *downloadAgain = "Download the product again.";

/**
 * A node of an XML file of a product, whose contents are demanded by type.
 *
 * Paths are relative, as in "imageAnnotation/imageInformation/numberOfLines"; namespace prefixes count for
 * nothing. What is missing or of the wrong type throws Error, which names the file and the node. Keeps its
 * document alive.
 *
 * Made for files of unknown origin: size and number of nodes are limited, entities other than the five of XML
 * are not expanded, nothing is fetched, nothing recurses, numbers must be finite, locale does not matter.
 */
class XmlNode
{
public:
  //! The root of the text \a xml, which must be named \a root. \a name is the file's name in messages, whose
  //! last sentence is \a advice.
  static XmlNode parse( const std::string &xml, const std::string &name, const std::string &root,
                        const std::string &advice = downloadAgain );
  //! The root of the file \a path, which may lie in an archive (/vsizip/). Throws Error if it cannot be read.
  static XmlNode load( const std::string &path, const std::string &root );

  bool has( const std::string &path ) const;
  XmlNode at( const std::string &path ) const;
  //! Every node at \a path; only the last step may occur several times. Empty if there is none.
  std::vector<XmlNode> all( const std::string &path ) const;
  //! Every node named \a name, however deep.
  std::vector<XmlNode> descendants( const std::string &name ) const;

  //! Text without the white space around it; may be empty.
  std::string text( const std::string &path = {} ) const;
  std::string attribute( const std::string &name ) const;
  double number( const std::string &path = {} ) const;
  int integer( const std::string &path = {} ) const;
  UtcTime time( const std::string &path = {} ) const;
  //! Numbers set apart by white space.
  std::vector<double> numbers( const std::string &path = {} ) const;
  std::vector<int> integers( const std::string &path = {} ) const;

  //! The exception that says what is \a wrong with this node.
  Error error( const std::string &wrong ) const;

private:
  struct Document;
  XmlNode( std::shared_ptr<const Document> document, pugi::xml_node node );
  pugi::xml_node find( const std::string &path ) const;
  const char *textOf( const std::string &path ) const;

  std::shared_ptr<const Document> mDocument;
  pugi::xml_node mNode;
};

//! The file \a path as text, at most \a limit bytes. Throws Error if it cannot be read or is larger; \a
//! advice is what to do where it is broken.
std::string readTextFile( const std::string &path, std::size_t limit,
                          const std::string &advice = downloadAgain );

} // namespace calving
