/*
 * text/xml - the elements of an XML text, in order, with their attributes.
 *
 * Over expat.  No document type, no entities of one's own, at most XML_DEPTH_MAX
 * levels; text between elements is passed over.  Lives in ctx->arena.
 */
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/base.h"

enum { XML_DEPTH_MAX = 32, XML_BYTES_MAX = 16 * 1024 * 1024, XML_ELEMENTS_MAX = 200000 };

struct xml_attribute {
    struct str name, value;
};

struct xml_element {
    struct str name; /* without its prefix: "event", not "dcr:event" */
    int line, depth; /* line from 1; depth of the root is 1 */
    struct xml_attribute *attributes;
    size_t attributes_n;
};

struct xml {
    struct xml_element *elements;
    size_t n;
};

/* ERR_INVALID with why.at = `name` and line: xml.syntax, xml.doctype, xml.too_deep, xml.too_long.
 */
MUST_USE enum err xml_read(struct ctx *ctx, struct str name, struct str text, struct xml *out);
/* The attribute's value, empty when it is absent. */
struct str xml_attribute(const struct xml_element *element, struct str name);

#endif
