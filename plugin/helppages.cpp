#include <cstdio>
#include <vector>

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

// Turns the pages of the help (Markdown) into HTML, and takes their pictures along: helppages FROM TO.

namespace
{

const char *const frame = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%1</title><style>
body { font: 16px/1.5 sans-serif; color: #222; max-width: 56em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { line-height: 1.2; color: #1c3d5a; }
code, pre { font-family: monospace; font-size: 14px; background: #f2f4f6; }
pre { padding: 0.7em; overflow-x: auto; }
table { border-collapse: collapse; }
td { border: 1px solid #c8d0d8; padding: 0.25em 0.6em; vertical-align: top; }
tr:first-child td { background: #e8eef4; }
td p { margin: 0; }
img { max-width: 100%; border: 1px solid #c8d0d8; }
a { color: #1a5fa8; }
</style></head><body>
%2
</body></html>
)";

//! Marks what is code; without a theme of the platform, Qt gives it the font of the text.
void markCode( QTextDocument &document )
{
  QTextCharFormat code;
  code.setFontFamily( QStringLiteral( "code" ) );
  QTextBlockFormat lines;
  lines.setNonBreakableLines( true );
  for ( QTextBlock block = document.begin(); block.isValid(); block = block.next() )
  {
    if ( block.blockFormat().hasProperty( QTextFormat::BlockCodeLanguage ) )
      QTextCursor( block ).mergeBlockFormat( lines );
    std::vector<QTextFragment> fragments;
    for ( auto i = block.begin(); !i.atEnd(); ++i )
      if ( i.fragment().charFormat().hasProperty( QTextFormat::FontFamily ) )
        fragments.push_back( i.fragment() );
    for ( const QTextFragment &fragment : fragments )
    {
      QTextCursor cursor( &document );
      cursor.setPosition( fragment.position() );
      cursor.setPosition( fragment.position() + fragment.length(), QTextCursor::KeepAnchor );
      cursor.mergeCharFormat( code );
    }
  }
}

//! Qt's HTML without its own sizes and colours, which would hide those above.
QString plain( QString html )
{
  const QRegularExpression::PatternOption dotAll = QRegularExpression::DotMatchesEverythingOption;
  html = QRegularExpression( "<body[^>]*>(.*)</body>", dotAll ).match( html ).captured( 1 );
  html.replace( QRegularExpression( "<span style=\"[^\"]*font-family:'code'[^\"]*\">([^<]*)</span>" ),
                "<code>\\1</code>" );
  html.replace( QRegularExpression( "<span style=\"[^\"]*font-weight:[^\"]*\">([^<]*)</span>" ),
                "<b>\\1</b>" );
  html.replace( QRegularExpression( "<span[^>]*>|</span>" ), QString() );
  html.replace( QRegularExpression( " (style|border|cellspacing|cellpadding|align|class)=\"[^\"]*\"" ),
                QString() );
  html.replace( QRegularExpression( "(<h[1-6]>)<b>([^<]*)</b>" ), "\\1\\2" );
  html.replace( QRegularExpression( "</pre>\\s*<pre>" ), "\n" );
  html.replace( QRegularExpression( "\\n<br ?/>\\n(?=<code>)" ), "\n\n" );
  html.replace( QRegularExpression( "<p><br ?/></p>\\s*|\\n?<br ?/>(?=</pre>)" ), QString() );
  html.replace( QRegularExpression( "(href=\"[^\":]+)\\.md\"" ), "\\1.html\"" );
  return html;
}

bool write( const QString &path, const QString &text )
{
  QFile file( path );
  const QByteArray bytes = text.toUtf8();
  return file.open( QIODevice::WriteOnly ) && file.write( bytes ) == bytes.size();
}

bool convert( const QString &from, const QString &to )
{
  QFile page( from );
  if ( !page.open( QIODevice::ReadOnly ) )
    return false;
  const QString text = QString::fromUtf8( page.readAll() );
  QTextDocument document;
  document.setMarkdown( text, QTextDocument::MarkdownDialectGitHub );
  markCode( document );
  const QString title = text.section( '\n', 0, 0 ).mid( 2 );
  return write( to, QString::fromUtf8( frame ).arg( title.toHtmlEscaped(), plain( document.toHtml() ) ) );
}

} // namespace

int main( int argc, char *argv[] )
{
  const QGuiApplication application( argc, argv ); // for the fonts that a document asks for
  if ( argc != 3 )
    return 2;
  const QDir from( argv[1] );
  const QDir to( argv[2] );
  bool done = to.mkpath( QStringLiteral( "." ) );
  for ( const QString &page : from.entryList( { QStringLiteral( "*.md" ) }, QDir::Files ) )
    done = done && convert( from.filePath( page ), to.filePath( page.chopped( 3 ) + ".html" ) );
  for ( const QString &picture : from.entryList( { QStringLiteral( "*.png" ) }, QDir::Files ) )
    done = done && QFile::copy( from.filePath( picture ), to.filePath( picture ) );
  if ( !done )
    std::fprintf( stderr, "Cannot turn the help in %s into HTML in %s.\n", argv[1], argv[2] );
  return done ? 0 : 1;
}
