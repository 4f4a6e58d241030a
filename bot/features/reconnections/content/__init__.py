"""The words of reconnecting as data: read from the content files and checked."""
